package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.Bundle;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.netfacts.NetFactsReader;
import dev.outrank.workbench.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of generated nets. Owns what ONNX Runtime holds. */
final class DenseStudy implements AutoCloseable {

    private static final List<String> FITTED = List.of(
            CoefficientNames.DENSE_RUN,
            CoefficientNames.DENSE_NEAR_BYTE,
            CoefficientNames.DENSE_PARAMETER_BYTE,
            CoefficientNames.DENSE_FAR_BYTE,
            CoefficientNames.DENSE_MULTIPLY_ADD,
            CoefficientNames.DENSE_ACTIVATION);

    /** Sizes that a core's own cache may have. */
    private static final long[] NEAR_BYTES = {256L << 10, 512L << 10, 1L << 20, 2L << 20};

    /** What the last cache may hold of weights beside the rest of a request; fitted nets have at most 20 MiB. */
    private static final long[] FAR_BYTES = {4L << 20, 6L << 20, 8L << 20, 12L << 20, 16L << 20};

    private final List<DenseNet> nets = new ArrayList<>();
    private final List<DensePoint> points = new ArrayList<>();

    private DenseStudy() {}

    /** Generates and loads the nets below an existing directory, and checks a result of every point. */
    static DenseStudy open(Path directory, List<DenseShape> shapes) {
        DenseStudy study = new DenseStudy();
        boolean opened = false;
        try {
            shapes.forEach(shape -> study.add(directory.resolve(shape.name()), shape));
            study.points.forEach(DensePoint::check);
            opened = true;
            return study;
        } finally {
            if (!opened) {
                study.close();
            }
        }
    }

    private void add(Path directory, DenseShape shape) {
        BundleGenerator.generate(GenerateSettings.of(shape.workload(), 1, 1), directory, Progress.silent());
        Bundle bundle = Bundle.open(directory);
        for (NetFacts facts : NetFactsReader.of(bundle)) {
            DenseNet net = DenseNet.load(bundle, facts);
            nets.add(net);
            shape.batches().forEach(batch -> points.add(new DensePoint(net, batch, shape.heldOut())));
        }
    }

    List<DensePoint> points() {
        return points;
    }

    /** Returns the coefficients of dense nets; where weights stop to be near, or cached, is tried out. */
    static CostCoefficients fit(CostCoefficients base, List<Observation> observations, String when) {
        String origin = "measured " + when + ", ONNX Runtime, one thread";
        CostCoefficients best = base;
        double least = Double.MAX_VALUE;
        for (long near : NEAR_BYTES) {
            for (long far : FAR_BYTES) {
                CostCoefficients tried = base.with(
                                Coefficient.of(CoefficientNames.DENSE_NEAR_BYTES, (double) near, origin))
                        .with(Coefficient.of(CoefficientNames.DENSE_FAR_BYTES, (double) far, origin));
                CoefficientFit fit = new CoefficientFit(tried, FITTED, observations, origin);
                CostCoefficients fitted = fit.solve();
                double error = fit.error(fitted);
                if (error < least) {
                    least = error;
                    best = fitted;
                }
            }
        }
        return best;
    }

    @Override
    public void close() {
        points.forEach(DensePoint::close);
        nets.forEach(DenseNet::close);
    }
}
