package dev.parallax.job.command;

import java.util.List;
import java.util.Map;

/** The required options of each command, for tests that call every command. */
public final class RequiredOptions {

    private static final Map<String, List<String>> OPTIONS = Map.of(
            "offline", List.of("--input=@/input.jsonl", "--output=@/needed.out"),
            "encode", List.of("--as=hf"),
            "train", List.of("--data=@/input.jsonl", "--encoder=@/encoder", "--out=@/needed-folder"),
            "lab", List.of("--data=@/input.jsonl", "--encoder=@/encoder"),
            "optimize", List.of("--model=@/encoder", "--out=@/needed-folder"),
            "import-head", List.of("--from=@/saved", "--labels=a,b", "--encoder=@/encoder", "--out=@/needed-folder"));

    private RequiredOptions() {}

    /**
     * The required options of a command with values, such as {@code --as=hf}.
     *
     * @param folder the folder of all files
     */
    public static List<String> of(String command, String folder) {
        return OPTIONS.getOrDefault(command, List.of()).stream()
                .map(option -> option.replace("@", folder))
                .toList();
    }
}
