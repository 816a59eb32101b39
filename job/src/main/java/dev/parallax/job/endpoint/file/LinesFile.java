package dev.parallax.job.endpoint.file;

import java.io.Serializable;

/**
 * A file of lines while it grows.
 *
 * @param inWork path that is written to
 * @param name path that it will have, for messages
 */
record LinesFile(String inWork, String name) implements Serializable {}
