package dev.parallax.job.pipeline;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The class path of a Flink distribution, without the content of the job jar. */
public final class FlinkDistribution {

    private static final Pattern JAR = Pattern.compile(
            "(flink-(annotations|clients|connector-base|connector-datagen|connector-files|core|core-api|"
                    + "datastream|datastream-api"
                    + "|dstl-dfs|file-sink-common|hadoop-fs|kubernetes|metrics-core|queryable-state-client-java|"
                    + "rpc-akka-loader"
                    + "|rpc-core|runtime|runtime-web|shaded-[a-z0-9-]+|statebackend-[a-z]+|streaming-java)"
                    + "|commons-[a-z0-9]+|kryo|minlog|reflectasm|objenesis|javassist|lz4-java|snappy-java|frocksdbjni"
                    + "|async-profiler|jsr305|snakeyaml-engine|log4j-[a-z0-9-]+|slf4j-api)-[0-9][^t]*\\.jar");

    private FlinkDistribution() {}

    /** Its jars, from among those of this JVM's class path. */
    public static List<Path> jars() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .map(Path::of)
                .filter(path -> JAR.matcher(String.valueOf(path.getFileName())).matches())
                .toList();
    }
}
