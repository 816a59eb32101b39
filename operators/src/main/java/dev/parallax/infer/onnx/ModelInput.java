package dev.parallax.infer.onnx;

import dev.parallax.encode.Encoding;
import java.util.Arrays;
import java.util.Optional;

/** The inputs that text models' graphs have. */
enum ModelInput {
    /** Token ids. */
    INPUT_IDS("input_ids") {
        @Override
        int value(Encoding encoding, int column, int padId) {
            return column < encoding.length() ? encoding.ids()[column] : padId;
        }
    },
    /** 1 for a token, 0 for padding and for tokens that the encoding masks. */
    ATTENTION_MASK("attention_mask") {
        @Override
        int value(Encoding encoding, int column, int padId) {
            return column < encoding.length() && encoding.attends(column) ? 1 : 0;
        }
    },
    /** Which of a pair of texts a token belongs to. */
    TOKEN_TYPE_IDS("token_type_ids") {
        @Override
        int value(Encoding encoding, int column, int padId) {
            return column < encoding.typeIds().length ? encoding.typeIds()[column] : 0;
        }
    };

    private final String graphName;

    ModelInput(String graphName) {
        this.graphName = graphName;
    }

    /** The input's name in the graph. */
    String graphName() {
        return graphName;
    }

    /**
     * The value of this input in a row at a column.
     *
     * @param column index of the token; from the encoding's length on, of padding
     */
    abstract int value(Encoding encoding, int column, int padId);

    static Optional<ModelInput> named(String graphName) {
        return Arrays.stream(values())
                .filter(input -> input.graphName.equals(graphName))
                .findFirst();
    }
}
