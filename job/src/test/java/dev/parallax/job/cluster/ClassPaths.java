package dev.parallax.job.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parts of this test's class path, as resolved by Maven, for processes with a smaller class path. */
final class ClassPaths {

    /** Jars of a Flink distribution with the reporter for Prometheus, without the content of the job jar. */
    private static final Predicate<String> FLINK = Pattern.compile(
                    "(flink-(annotations|clients|connector-base|connector-datagen|connector-files|core|core-api|"
                            + "datastream|datastream-api"
                            + "|dstl-dfs|file-sink-common|hadoop-fs|metrics-core|metrics-prometheus|"
                            + "queryable-state-client-java"
                            + "|rpc-akka-loader|rpc-core|runtime|runtime-web|shaded-[a-z0-9-]+|"
                            + "statebackend-[a-z]+|streaming-java)"
                            + "|commons-[a-z0-9]+|kryo|minlog|reflectasm|objenesis|javassist|lz4-java|"
                            + "snappy-java|frocksdbjni"
                            + "|simpleclient[a-z_]*|async-profiler|jsr305|snakeyaml-engine|log4j-[a-z0-9-]+|"
                            + "slf4j-api)-[0-9][^t]*\\.jar")
            .asMatchPredicate();

    private ClassPaths() {}

    /** A Flink distribution. */
    static List<Path> flink() {
        return entries().filter(entry -> FLINK.test(name(entry))).toList();
    }

    /** A Kafka distribution and additional jars. */
    static List<Path> kafka() {
        return entries()
                .filter(entry -> name(entry).endsWith(".jar"))
                .filter(entry -> !name(entry).startsWith("flink-"))
                .toList();
    }

    private static Stream<Path> entries() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .map(Path::of);
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}
