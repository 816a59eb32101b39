package dev.parallax.job.command.argument;

import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.files.FileUses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A mix-in with the arguments of every command that reads a configuration. */
public final class ConfigArguments {

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with options.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets one option over the file; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    /**
     * Declares the configuration file, and the files and folders that its values name.
     *
     * @throws dev.parallax.job.config.value.ConfigException if the file does not exist, cannot be read or is not YAML
     */
    public void declare(FileUses files) throws IOException {
        if (file != null) {
            files.names("--config", file);
        }
        for (Settings.NamedFile named : settings().files()) {
            files.names(named.key(), named.path());
        }
    }

    /**
     * The configured options.
     *
     * @throws dev.parallax.job.config.value.ConfigException if the file does not exist, cannot be read or is not YAML
     */
    public Settings settings() {
        return Settings.load(Optional.ofNullable(file), overrides);
    }
}
