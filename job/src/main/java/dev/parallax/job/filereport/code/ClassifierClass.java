package dev.parallax.job.filereport.code;

import java.util.Arrays;

/** The Spark NLP class of the last stage, by the {@code model_type} of {@code config.json}. */
public enum ClassifierClass {
    /** BERT. */
    BERT("bert", "BertForSequenceClassification", ""),
    /** DistilBERT: Spark NLP 5.5.3 tokenizes and encodes its texts with the same classes as for BERT. */
    DISTILBERT(
            "distilbert",
            "DistilBertForSequenceClassification",
            "Spark NLP reads texts for DistilBertForSequenceClassification with the code that it has for BERT. "
                    + "That is from its"
                    + " source; the comparison with the real library was made for BERT alone."),
    /** Another model with BERT's tokenizer, for which Spark NLP may have no class. */
    OTHER(
            "",
            "BertForSequenceClassification",
            "This model is not a BERT by its config.json. The pipeline is that of a BERT with the same "
                    + "vocabulary; look up"
                    + " which class of Spark NLP takes this model, if any does, before you paste the code.");

    private final String modelType;
    private final String simpleName;
    private final String note;

    ClassifierClass(String modelType, String simpleName, String note) {
        this.modelType = modelType;
        this.simpleName = simpleName;
        this.note = note;
    }

    /** Returns the class for a model type. */
    public static ClassifierClass of(String modelType) {
        return Arrays.stream(values())
                .filter(each -> each.modelType.equals(modelType))
                .findFirst()
                .orElse(OTHER);
    }

    /** The class without its package. */
    public String simpleName() {
        return simpleName;
    }

    /** A note for users of the generated code; may be empty. */
    public String note() {
        return note;
    }
}
