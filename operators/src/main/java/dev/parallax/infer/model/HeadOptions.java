package dev.parallax.infer.model;

import java.io.Serializable;

/**
 * Another head to run on the model's sentence features.
 *
 * @param name the head's name in reports, metrics and disagreements
 * @param folder the head's folder with {@code head.onnx} and {@code head.json}, on the machine that runs the model
 */
public record HeadOptions(String name, String folder) implements Serializable {}
