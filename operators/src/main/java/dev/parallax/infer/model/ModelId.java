package dev.parallax.infer.model;

/**
 * The identity of the model that made a prediction.
 *
 * @param name the model's name, by configuration or its folder's
 * @param fingerprint first 16 hexadecimal digits of the SHA-256 over the model's files
 */
public record ModelId(String name, String fingerprint) {}
