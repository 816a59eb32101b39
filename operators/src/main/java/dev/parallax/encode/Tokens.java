package dev.parallax.encode;

import java.util.List;

/**
 * Tokens of a text with their ids and offsets, for inspection by people.
 *
 * @param ids token ids, special tokens included, {@code [sequence]}
 * @param tokens the vocabulary's own spelling of each id
 * @param offsets offsets of each token in the text in Unicode code points, end exclusive, as in Hugging Face;
 *     {@code [0, 0]} for a special token that is not in the text
 * @param cutTokens number of tokens removed by truncation
 */
public record Tokens(List<Integer> ids, List<String> tokens, List<List<Integer>> offsets, int cutTokens) {}
