#!/bin/bash
# Stands in for the entrypoint of Flink's official image, which cannot be had everywhere: the same commands, the same variables.
set -euo pipefail
export FLINK_LIB_DIR=/opt/flink/lib
conf=/opt/flink/conf
classes="$FLINK_LIB_DIR/*"

# Flink's own class behind its scripts; what it answers stands behind a mark.
ask() {
  java -cp "$classes" org.apache.flink.runtime.util.bash.BashJavaUtils "$@" --configDir "$conf" "${options[@]}" \
    | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

options=(-D"jobmanager.rpc.address=${JOB_MANAGER_RPC_ADDRESS:-$(hostname)}" -Dblob.server.port=6124)
while IFS= read -r property; do
  # As the official one does: no white space is left.
  property=${property//[[:space:]]/}
  [ -z "$property" ] || options+=("-D${property%%:*}=${property#*:}")
done <<< "${FLINK_PROPERTIES:-}"

opens=()
for package in lang lang.reflect io net nio text time util util.concurrent util.concurrent.atomic util.concurrent.locks; do
  opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
logging=(-Dlog4j.configurationFile="$conf/log4j-console.properties")

start() {
  local asked=$1 class=$2 jvm dynamic
  shift 2
  ask UPDATE_AND_GET_FLINK_CONFIGURATION > /tmp/config.yaml
  cat /tmp/config.yaml > "$conf/config.yaml"
  options=()
  { read -r jvm; read -r dynamic; } < <(ask "$asked")
  # Both are lists.
  # shellcheck disable=SC2086
  exec java "${opens[@]}" "${logging[@]}" $jvm -cp "$classes" "$class" --configDir "$conf" $dynamic "$@"
}

case $1 in
  standalone-job)
    start GET_JM_RESOURCE_PARAMS org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint "${@:2}"
    ;;
  jobmanager)
    start GET_JM_RESOURCE_PARAMS org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "${@:2}"
    ;;
  taskmanager)
    start GET_TM_RESOURCE_PARAMS org.apache.flink.runtime.taskexecutor.TaskManagerRunner "${@:2}"
    ;;
  *)
    exec "$@"
    ;;
esac
