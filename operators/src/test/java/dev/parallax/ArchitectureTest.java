package dev.parallax;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks which package may use which, by the table of the design. */
@AnalyzeClasses(packages = "dev.parallax", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_use_only_those_before_them = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("observe")
            .definedBy("dev.parallax.observe..")
            .layer("text")
            .definedBy("dev.parallax.text..")
            .layer("encode.wordpiece")
            .definedBy("dev.parallax.encode.wordpiece")
            .layer("encode")
            .definedBy("dev.parallax.encode")
            .layer("encode.sparknlp")
            .definedBy("dev.parallax.encode.sparknlp..")
            .layer("infer")
            .definedBy("dev.parallax.infer..")
            .layer("graph")
            .definedBy("dev.parallax.graph..")
            .layer("shadow")
            .definedBy("dev.parallax.shadow..")
            .layer("evaluate")
            .definedBy("dev.parallax.evaluate..")
            .layer("train")
            .definedBy("dev.parallax.train..")
            .whereLayer("train")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("evaluate")
            .mayOnlyBeAccessedByLayers("train")
            .whereLayer("shadow")
            .mayOnlyBeAccessedByLayers("evaluate")
            .whereLayer("graph")
            .mayOnlyBeAccessedByLayers("train")
            .whereLayer("infer")
            .mayOnlyBeAccessedByLayers("graph", "shadow", "evaluate", "train")
            .whereLayer("encode.sparknlp")
            .mayOnlyBeAccessedByLayers("shadow")
            .whereLayer("encode")
            .mayOnlyBeAccessedByLayers("encode.sparknlp", "infer", "graph", "shadow", "train", "evaluate")
            .whereLayer("encode.wordpiece")
            .mayOnlyBeAccessedByLayers("encode", "encode.sparknlp")
            .whereLayer("text")
            .mayOnlyBeAccessedByLayers("encode", "encode.sparknlp", "infer", "shadow", "train", "evaluate");

    @ArchTest
    static final ArchRule stages_of_spark_nlp_use_only_those_before_them = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("stage")
            .definedBy("dev.parallax.encode.sparknlp.stage")
            .layer("document")
            .definedBy("dev.parallax.encode.sparknlp.document")
            .layer("sentence")
            .definedBy("dev.parallax.encode.sparknlp.sentence")
            .layer("token")
            .definedBy("dev.parallax.encode.sparknlp.token")
            .layer("bert")
            .definedBy("dev.parallax.encode.sparknlp.bert")
            .layer("pipeline")
            .definedBy("dev.parallax.encode.sparknlp")
            .whereLayer("pipeline")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bert")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("token")
            .mayOnlyBeAccessedByLayers("bert", "pipeline")
            .whereLayer("sentence")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("document")
            .mayOnlyBeAccessedByLayers("pipeline");

    @ArchTest
    static final ArchRule statistics_know_no_windows_and_windows_no_reports = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("f1")
            .definedBy("dev.parallax.evaluate.f1")
            .layer("stats")
            .definedBy("dev.parallax.evaluate.stats")
            .layer("observation")
            .definedBy("dev.parallax.evaluate.observation")
            .layer("window")
            .definedBy("dev.parallax.evaluate.window")
            .layer("report")
            .definedBy("dev.parallax.evaluate")
            .layer("alert")
            .definedBy("dev.parallax.evaluate.alert")
            .whereLayer("alert")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("alert")
            .whereLayer("window")
            .mayOnlyBeAccessedByLayers("report")
            .whereLayer("observation")
            .mayOnlyBeAccessedByLayers("window", "report")
            .whereLayer("stats")
            .mayOnlyBeAccessedByLayers("window", "report", "alert")
            .whereLayer("f1")
            .mayOnlyBeAccessedByLayers("stats", "report", "alert");

    @ArchTest
    static final ArchRule a_model_s_folder_knows_no_batches_and_batches_no_onnx_runtime = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("dev.parallax.infer.model")
            .layer("batch")
            .definedBy("dev.parallax.infer.batch")
            .layer("onnx")
            .definedBy("dev.parallax.infer.onnx")
            .layer("operator")
            .definedBy("dev.parallax.infer")
            .whereLayer("operator")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("onnx")
            .mayOnlyBeAccessedByLayers("operator")
            .whereLayer("batch")
            .mayOnlyBeAccessedByLayers("onnx", "operator")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("batch", "onnx", "operator");

    @ArchTest
    static final ArchRule no_package_depends_on_itself_through_another =
            slices().matching("dev.parallax.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onnx_runtime_only_where_models_run_are_rewritten_and_heads_are_fitted = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parallax.infer.onnx", "dev.parallax.graph", "dev.parallax.train.model")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule the_tokenizer_library_only_where_texts_are_encoded = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parallax.encode")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule no_kafka_in_the_library = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager)$");

    @ArchTest
    static void no_circle_of_more_than_two_classes_inside_a_package(JavaClasses classes) {
        assertThat(ClassCircles.largerThan(2, classes)).isEmpty();
    }

    @ArchTest
    static void a_package_fits_on_a_screen(JavaClasses classes) {
        assertThat(ClassCircles.packagesLargerThan(26, classes)).isEmpty();
    }
}
