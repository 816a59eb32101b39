/**
 * BERT's tokenizer in Java: the rules of characters, learned from the tokenizer library, and WordPiece on a trie.
 *
 * <p>It knows neither files nor the library, which is passed in. Begin at {@link BertTokenizer}.
 */
@NullMarked
package dev.parallax.encode.wordpiece;

import org.jspecify.annotations.NullMarked;
