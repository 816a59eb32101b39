package dev.parallax.evaluate.f1;

import java.util.List;

/**
 * F1 as TorchMetrics has it: 2 tp / (2 tp + fn + fp) in float32, 0 where that is 0 by 0, averaged over the classes that
 * occur. Source: {@code _fbeta_reduce} in {@code torchmetrics/functional/classification/f_beta.py} and
 * {@code _adjust_weights_safe_divide} in {@code torchmetrics/utilities/compute.py}.
 */
final class TorchmetricsF1 {

    private TorchmetricsF1() {}

    static MetricValue macro(List<ClassCounts> classes) {
        float occurring = classes.stream().filter(ClassCounts::occurs).count();
        float sum = 0;
        for (ClassCounts counts : classes) {
            if (counts.occurs()) {
                sum += f1(counts) / occurring;
            }
        }
        return MetricValue.of("torchmetrics.f1.macro", sum);
    }

    private static float f1(ClassCounts counts) {
        float twice = 2f * counts.truePositives();
        return twice / (twice + counts.falseNegatives() + counts.falsePositives());
    }
}
