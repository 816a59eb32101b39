#!/usr/bin/env bash
# Sends one text to the topic `texts` and waits for its prediction, for ten minutes.
#
#   one-text.sh BOOTSTRAP COMMAND...   COMMAND runs a program in Kafka's container, e.g. docker compose exec -T kafka
set -euo pipefail

bootstrap=$1
shift
id=text-$RANDOM-$RANDOM

printf '{"id":"%s","text":"The film is not good."}\n' "$id" |
  "$@" /opt/kafka/bin/kafka-console-producer.sh --bootstrap-server "$bootstrap" --topic texts
echo "Sent $id"
predictions=$("$@" /opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server "$bootstrap" --topic predictions \
  --from-beginning --isolation-level read_committed --max-messages 1 --timeout-ms 600000)
case $predictions in
  *"\"$id\""*) echo "Read $predictions" ;;
  *)
    echo "Expected a prediction of $id, read '$predictions'" >&2
    exit 1
    ;;
esac
