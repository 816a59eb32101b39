package dev.parallax.encode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A {@code tokenizer.json} as Hugging Face writes it for an uncased BERT, with a given vocabulary. */
public final class BertTokenizerJson {

    private BertTokenizerJson() {}

    /**
     * The file's content.
     *
     * @param vocabulary word pieces in the order of their ids; {@code [UNK]}, {@code [CLS]} and {@code [SEP]} among
     *     them
     * @param specials those of them that are special tokens anywhere in a text
     */
    public static ObjectNode of(List<String> vocabulary, List<String> specials) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (String special : specials) {
            added.addObject()
                    .put("id", vocabulary.indexOf(special))
                    .put("content", special)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", true);
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode processor = root.putObject("post_processor").put("type", "BertProcessing");
        processor.putArray("sep").add("[SEP]").add(vocabulary.indexOf("[SEP]"));
        processor.putArray("cls").add("[CLS]").add(vocabulary.indexOf("[CLS]"));
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode ids = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100)
                .putObject("vocab");
        for (String piece : vocabulary) {
            ids.put(piece, ids.size());
        }
        return root;
    }
}
