#!/usr/bin/env bash
# Builds the images without a container engine, and runs them: JobManager, TaskManager and dashboard as containers, with a broker on this
# machine. Needs root, and Debian's buildah, podman, runc and debootstrap. In place of Flink's image is one that is made here with the same
# layout, in place of that of CUDA a plain Debian. Run after `mvn -Pgpu-cuda13 package`; the profile `images` does both.
#
#   PARALLAX_IMAGES_BUILT=yes  builds the jars too, in the stage `built`, and the images with those. In place of Maven's image is Debian
#                              with its Maven. It sees this machine's ~/.m2 (settings, and a repository that it leaves as it was), or
#                              the folder that PARALLAX_IMAGES_M2 names, and what this machine trusts.
#   PARALLAX_IMAGES_GPU=no     leaves the image for GPUs out
#   PARALLAX_IMAGES_WORK       where to work, instead of job/target/images
#   PARALLAX_IMAGES_PATIENCE   seconds until all texts must have their predictions
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
test=$root/docker/test
work=${PARALLAX_IMAGES_WORK:-$root/job/target/images}
patience=${PARALLAX_IMAGES_PATIENCE:-420}
m2=${PARALLAX_IMAGES_M2:-$HOME/.m2}
artifacts=prebuilt

for tool in buildah podman runc debootstrap; do
  command -v "$tool" > /dev/null || { echo "$tool is missing: apt-get install buildah podman runc debootstrap" >&2; exit 2; }
done
[ "$(id -u)" = 0 ] || { echo "Needs root, for buildah's chroot and for debootstrap" >&2; exit 2; }
for made in parallax-job.jar lib native encoders log4j; do
  [ -e "$root/job/target/$made" ] || { echo "job/target/$made is missing: mvn -Pgpu-cuda13 -DskipTests package" >&2; exit 2; }
done

mkdir -p "$work"
build() {
  local name=$1
  shift
  echo "== $name"
  buildah --storage-driver overlay bud --quiet --isolation chroot --format docker --pull-never -t "localhost/$name" "$@" > /dev/null
}

# Builds leave containers behind: one that fails, and one with a stage that is an image as it is.
known=$(buildah --storage-driver overlay containers --quiet)
tidy() {
  { buildah --storage-driver overlay containers --quiet | grep -vxF "$known" || true; } \
    | xargs -r buildah --storage-driver overlay rm > /dev/null
}
trap tidy EXIT

# A Debian with these packages, as an archive in a folder that becomes the context of a stand-in.
debian() {
  local folder=$1 packages=$2
  mkdir -p "$folder"
  [ ! -e "$folder/rootfs.tar" ] || return 0
  rm -rf "$work/rootfs"
  debootstrap --variant=minbase --include="ca-certificates,$packages" bookworm "$work/rootfs" > "$work/debootstrap.log"
  tar -C "$work/rootfs" --exclude='./dev/*' -cf "$folder/rootfs.tar.part" .
  mv "$folder/rootfs.tar.part" "$folder/rootfs.tar"
  rm -rf "$work/rootfs"
}

if [ "${PARALLAX_IMAGES_BUILT:-no}" = yes ]; then
  debian "$work/maven" openjdk-17-jdk-headless,maven
  build maven-stand-in:test --target debian -f "$test/flink/Dockerfile" "$work/maven"
  mkdir -p "$m2"
  mounts=(--volume "$m2:/root/.m2:O")
  [ ! -e /etc/ssl/certs/java/cacerts ] || mounts+=(--volume /etc/ssl/certs:/etc/ssl/certs:ro)
  build parallax-built:test --target built --ignorefile "$root/docker/Dockerfile.dockerignore" -f "$root/docker/Dockerfile" \
    --build-arg BUILD_IMAGE=localhost/maven-stand-in:test "${mounts[@]}" "$root"
  artifacts=localhost/parallax-built:test
fi

# The stand-in for Flink's image.
base=$work/flink
debian "$base" openjdk-17-jre-headless
rm -rf "${base:?}/lib"
mvn -q -B -ntp -f "$test/flink/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$base/lib"
cp "$test/flink/Dockerfile" "$test/flink/docker-entrypoint.sh" "$test/flink/log4j-console.properties" "$base/"
build cuda-stand-in:test --target debian "$base"
build flink-stand-in:test --target flink "$base"

job() {
  local name=$1 target=$2
  shift 2
  build "$name" --target "$target" --ignorefile "$root/docker/Dockerfile.dockerignore" -f "$root/docker/Dockerfile" \
    --build-arg ARTIFACTS="$artifacts" --build-arg FLINK_IMAGE=localhost/flink-stand-in:test \
    --build-arg CUDA_IMAGE=localhost/cuda-stand-in:test "$@" "$root"
}
job parallax-job:test job

echo "== a model that does not work makes no image"
mkdir -p "$work/no-model"
echo '{}' > "$work/no-model/config.json"
if (job parallax-job:no-model job --build-context "model=$work/no-model") > "$work/no-model.log" 2>&1; then
  echo "An image was made with a folder that holds no model" >&2
  exit 1
fi
grep 'has no model.onnx' "$work/no-model.log"
[ "${PARALLAX_IMAGES_GPU:-yes}" = no ] || job parallax-job:test-gpu job-gpu

echo "== what is in the image"
buildah --storage-driver overlay inspect --type image localhost/parallax-job:test > "$work/image.json"
for wanted in '"User": "9999:9999"' 'org.opencontainers.image.version' '"Healthcheck"' 'dev.parallax.job.Main'; do
  grep -q -- "$wanted" "$work/image.json" || { echo "The image lacks $wanted" >&2; exit 1; }
done

echo "== containers"
containers=()
broker=
finish() {
  local status=$?
  if [ "$status" != 0 ]; then
    for container in "${containers[@]}"; do
      echo "-- $container" >&2
      podman --storage-driver overlay logs --tail 40 "$container" >&2 || true
    done
  fi
  for container in "${containers[@]}"; do
    podman --storage-driver overlay --runtime runc --cgroup-manager cgroupfs rm -f -t 20 "$container" > /dev/null || true
  done
  [ -z "$broker" ] || kill "$broker" 2> /dev/null || true
  tidy
  exit "$status"
}
trap finish EXIT

rm -f "$work/addresses"
java -cp "$root/job/target/classes:$root/job/target/lib/*" "$test/Roundtrip.java" "$work/addresses" "$patience" > "$work/roundtrip.log" 2>&1 &
broker=$!
until [ -e "$work/addresses" ]; do
  kill -0 "$broker" 2> /dev/null || { cat "$work/roundtrip.log" >&2; exit 1; }
  sleep 1
done
# shellcheck source=/dev/null
. "$work/addresses"

sed "s/kafka:9092/$BOOTSTRAP/" "$root/docker/compose/job.yaml" > "$work/job.yaml"
chmod 644 "$work/job.yaml"
properties="
  rest.port: $REST_PORT
  rest.bind-port: $REST_PORT
  rest.address: 127.0.0.1
  jobmanager.rpc.address: 127.0.0.1
  jobmanager.rpc.port: $RPC_PORT
  taskmanager.host: 127.0.0.1
  taskmanager.numberOfTaskSlots: 1
  parallelism.default: 1
  jobmanager.memory.process.size: 1g
  taskmanager.memory.process.size: 2g
  taskmanager.memory.managed.size: 0
  taskmanager.memory.task.off-heap.size: 700m
  classloader.parent-first-patterns.additional: [ai.onnxruntime,ai.djl]
  metrics.reporters: prom
  metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
  metrics.reporter.prom.port: $METRICS_PORT-$((METRICS_PORT + 3))
  metrics.job.status.enable: [STATE]
"
run() {
  local name=parallax-test-$$-$1
  shift
  containers+=("$name")
  podman --storage-driver overlay --runtime runc --cgroup-manager cgroupfs run -d --name "$name" --no-healthcheck --network host --pull never \
    --ulimit nofile=20000:20000 --ulimit nproc=4096:4096 --cap-drop all --security-opt no-new-privileges \
    -v "$work/job.yaml:/opt/parallax/conf/job.yaml:ro" -e JOB_MANAGER_RPC_ADDRESS=127.0.0.1 -e FLINK_PROPERTIES="$properties" \
    -e PARALLAX_REST_PORT="$REST_PORT" -e PARALLAX_DASHBOARD_PORT="$DASHBOARD_PORT" "$@" > /dev/null
}
run jobmanager localhost/parallax-job:test
run taskmanager localhost/parallax-job:test taskmanager
run dashboard --entrypoint /opt/parallax/bin/parallax localhost/parallax-job:test \
  dashboard --config /opt/parallax/conf/job.yaml --port "$DASHBOARD_PORT"

wait "$broker" || { tail -5 "$work/roundtrip.log" >&2; exit 1; }
tail -1 "$work/roundtrip.log"
for role in jobmanager taskmanager dashboard; do
  podman --storage-driver overlay --runtime runc --cgroup-manager cgroupfs exec "parallax-test-$$-$role" /opt/parallax/bin/health
  echo "$role is healthy"
done
# With an SLF4J and a Log4j that do not fit, Flink runs and says nothing.
for role in jobmanager taskmanager; do
  podman --storage-driver overlay logs "parallax-test-$$-$role" 2>&1 | grep ' INFO ' > "$work/$role.log" \
    || { echo "$role has no log" >&2; exit 1; }
done
broker=
