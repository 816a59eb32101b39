package dev.parallax.job.config;

import dev.parallax.job.config.option.PipelineStage;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Annotators of Spark NLP 5.5 that are not reproduced, by the names of their classes. */
final class OtherStages {

    /** Without the endings {@code Model} and {@code Approach}, in lower case. */
    private static final Set<String> NAMES = Set.of(
            "bigtextmatcher",
            "chunker",
            "chunktokenizer",
            "classifierdl",
            "contextspellchecker",
            "coreference",
            "datematcher",
            "dependencyparser",
            "doc2chunk",
            "doc2vec",
            "documentcharactertextsplitter",
            "documentnormalizer",
            "documentsimilarityranker",
            "documenttokensplitter",
            "entityruler",
            "finisher",
            "embeddingsfinisher",
            "graphextraction",
            "graphfinisher",
            "imageassembler",
            "languagedetectordl",
            "lemmatizer",
            "multiclassifierdl",
            "multidatematcher",
            "multidocumentassembler",
            "nerconverter",
            "nercrf",
            "nerdl",
            "neroverwriter",
            "ngramgenerator",
            "normalizer",
            "norvigsweeting",
            "perceptron",
            "recursivetokenizer",
            "regexmatcher",
            "sentencedetectordl",
            "sentencedetectorsat",
            "sentenceembeddings",
            "sentimentdetector",
            "sentimentdl",
            "stemmer",
            "stopwordscleaner",
            "symmetricdelete",
            "tableassembler",
            "textmatcher",
            "token2chunk",
            "tokenassembler",
            "tensorflowwrapper",
            "typeddependencyparser",
            "universalsentenceencoder",
            "viveknsentiment",
            "wordembeddings",
            "wordsegmenter",
            "yakekeywordextraction");

    /** Classes that there are of many models. */
    private static final Pattern FAMILIES = Pattern.compile(
            "(albert|bart|bert|camembert|deberta|distilbert|e5|elmo|gpt2|instructor|longformer|mpnet|nomic|roberta|snowflake|"
                    + "t5|uae|xlmroberta|xlnet|bge|bertsentence|robertasentence|xlmrobertasentence|chunk|sentence|word)?"
                    + "(forsequenceclassification|fortokenclassification|forquestionanswering|forzeroshotclassification|"
                    + "formultiplechoice|embeddings|transformer)");

    private static final Pattern ENDING = Pattern.compile("(model|approach)$");

    private OtherStages() {}

    /**
     * Whether Spark NLP has a stage of this name, written with a small or a capital letter first, that is not
     * reproduced.
     */
    static boolean include(String name) {
        String plain = ENDING.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst("");
        boolean known = NAMES.contains(plain) || FAMILIES.matcher(plain).matches();
        return known && !PipelineStage.BERT.key().equalsIgnoreCase(name);
    }
}
