package dev.parallax.encode;

import java.util.List;

/**
 * What a tokenizer makes of a text, for people to look at.
 *
 * @param ids token ids, special tokens included, {@code [sequence]}
 * @param tokens the vocabulary's own spelling of each id
 * @param offsets where each token stands in the text, as Hugging Face counts: Unicode code points, the end excluded;
 *     {@code [0, 0]} for a special token that is not in the text
 * @param cutTokens number of tokens that truncation took away
 */
public record Tokens(List<Integer> ids, List<String> tokens, List<List<Integer>> offsets, int cutTokens) {}
