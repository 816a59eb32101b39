package dev.parallax.job.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process that answers each line of JSON on its standard input with a line of JSON on its standard output. Its first
 * line says {@code "ready": true}. A reply with {@code failure} is an exception here. For one thread.
 */
final class JsonProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long SECONDS_TO_END = 30;

    private final String name;
    private final Process process;
    private final Path log;
    private final PrintStream requests;
    private final BufferedReader replies;

    private JsonProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.requests = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8);
        this.replies = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * A process that has not said yet that it is ready, which {@link #reply} waits for.
     *
     * @param name its name in messages
     * @param log the file for what it prints on its standard error
     * @throws PeerException if it cannot be started
     */
    static JsonProcess start(String name, PeerEnvironment environment, List<String> command, Path log)
            throws PeerException {
        try {
            return new JsonProcess(
                    name,
                    environment.process(command).redirectError(log.toFile()).start(),
                    log);
        } catch (IOException e) {
            throw new PeerException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Sends a request, and waits for its reply.
     *
     * @throws PeerException if the reply has a failure or is no JSON, or there is none within ten minutes
     */
    JsonNode ask(JsonNode request) throws PeerException, InterruptedException {
        requests.println(request);
        requests.flush();
        return reply();
    }

    /**
     * Waits for the next reply.
     *
     * @throws PeerException if it has a failure or is no JSON, or there is none within ten minutes
     */
    JsonNode reply() throws PeerException, InterruptedException {
        String line = line();
        if (line == null) {
            throw ended();
        }
        try {
            JsonNode reply = JSON.readTree(line);
            if (reply.hasNonNull("failure")) {
                throw new PeerException(
                        name + " failed: " + reply.get("failure").asText());
            }
            return reply;
        } catch (JsonProcessingException e) {
            throw new PeerException(name + " answered what is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private @Nullable String line() throws PeerException, InterruptedException {
        try {
            return CompletableFuture.supplyAsync(this::read).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new PeerException(name + " gave no answer within " + LIMIT.toMinutes() + " minutes", e);
        } catch (ExecutionException e) {
            throw new PeerException(
                    name + " cannot be read from: "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    e);
        }
    }

    private @Nullable String read() {
        try {
            return replies.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PeerException ended() throws InterruptedException {
        String status = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)
                ? "ended with status " + process.exitValue()
                : "closed its output";
        try {
            return new PeerException(name + " " + status + " and gave no answer: " + InstallationStep.reason(log));
        } catch (IOException e) {
            return new PeerException(name + " " + status + " and gave no answer, and " + log + " cannot be read", e);
        }
    }

    /** Ends the process, which ends by itself when its input does. */
    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
