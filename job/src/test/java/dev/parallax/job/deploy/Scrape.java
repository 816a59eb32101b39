package dev.parallax.job.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics that Prometheus scrapes from a process.
 *
 * @param labels names of labels by the names of the metrics that have them
 * @param values what series are called and are, each as it stands there
 */
record Scrape(Map<String, Set<String>> labels, Map<String, Double> values) {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? ([-+.0-9eE]+|NaN|[-+]Inf)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final int PORTS = 20;

    /** Ports for a reporter, of which some is free, as Flink's option takes them. */
    static String ports() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int first = Math.min(free.getLocalPort(), 65_535 - PORTS);
            return first + "-" + (first + PORTS);
        }
    }

    /** Reads the first of some ports where a reporter of Flink's answers. */
    static Scrape of(String ports) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        IOException last = null;
        List<String> bounds = List.of(ports.split("-", -1));
        for (int port = Integer.parseInt(bounds.get(0)); port <= Integer.parseInt(bounds.get(1)); port++) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                        .build();
                String body = client.send(request, BodyHandlers.ofString()).body();
                if (body.contains("flink_")) {
                    return parse(body);
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IllegalStateException("No reporter of Flink's answers on any of the ports " + ports, last);
    }

    /** Reads the text format of Prometheus. */
    static Scrape parse(String text) {
        Map<String, Set<String>> labels = new TreeMap<>();
        Map<String, Double> values = new TreeMap<>();
        for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalArgumentException("A line must be a sample, and is: " + line);
            }
            Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            String all = sample.group(2) == null ? "" : sample.group(2);
            Matcher label = LABEL.matcher(all);
            while (label.find()) {
                names.add(label.group(1));
            }
            values.put(sample.group(1) + all, number(sample.group(3)));
        }
        return new Scrape(labels, values);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Names of all labels of any metric. */
    Set<String> allLabels() {
        Set<String> all = new HashSet<>();
        labels.values().forEach(all::addAll);
        return all;
    }
}
