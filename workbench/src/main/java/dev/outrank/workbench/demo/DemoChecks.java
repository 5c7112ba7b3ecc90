package dev.outrank.workbench.demo;

import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.score.RankingQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Sends the demo's requests and holds the scores against what they must be. */
final class DemoChecks {

    /** A second float32 evaluation differs from PyTorch's by up to 1.2e-5 on the golden requests. */
    private static final double GOLDEN_TOLERANCE = 5e-5;

    /** Sent before anything is timed, so that the table shows services that have compiled their code. */
    private static final int WARM_UP_REQUESTS = 30;

    private final ModelClient gateway;
    private final ModelClient singular;

    DemoChecks(ModelClient gateway, ModelClient singular) {
        this.gateway = gateway;
        this.singular = singular;
    }

    /** Sends all golden requests by one interface. */
    ModelReport golden(DemoModel model, List<GoldenLine> golden, Interface api) throws InterruptedException {
        for (GoldenLine line : golden.subList(0, Math.min(WARM_UP_REQUESTS, golden.size()))) {
            gateway.score(api, line.request());
        }
        ModelReport report =
                new ModelReport(model, api, golden.getFirst().request().candidates());
        List<double[]> scores = new ArrayList<>();
        double worst = 0;
        for (GoldenLine line : golden) {
            Scored scored = gateway.score(api, line.request());
            report.add(scored);
            scores.add(scored.scores());
            worst = Math.max(worst, ScoreComparison.worstRelativeError(scored.scores(), line.scores()));
        }
        report.check(
                "every score within 5e-5 of PyTorch's",
                String.format(Locale.ROOT, "%d scores, worst %.1e", count(scores), worst),
                worst <= GOLDEN_TOLERANCE);
        checkAuc(report, golden, scores);
        return report;
    }

    private static long count(List<double[]> scores) {
        return scores.stream().mapToLong(vector -> vector.length).sum();
    }

    private static void checkAuc(ModelReport report, List<GoldenLine> golden, List<double[]> scores) {
        boolean[] clicks = clicks(golden);
        String served = digits(RankingQuality.auc(joined(scores), clicks));
        String trained = digits(RankingQuality.auc(
                joined(golden.stream().map(GoldenLine::scores).toList()), clicks));
        report.check("AUC equals PyTorch's to 4 digits", served + " and " + trained, served.equals(trained));
    }

    private static String digits(double auc) {
        return String.format(Locale.ROOT, "%.4f", auc);
    }

    private static double[] joined(List<double[]> vectors) {
        return vectors.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static boolean[] clicks(List<GoldenLine> golden) {
        List<Boolean> all = golden.stream()
                .flatMap(line -> IntStream.range(0, line.clicks().length).mapToObj(i -> line.clicks()[i]))
                .toList();
        boolean[] clicks = new boolean[all.size()];
        IntStream.range(0, clicks.length).forEach(i -> clicks[i] = all.get(i));
        return clicks;
    }

    /** Sends sample requests to both: through the gateway to the shards, and to the process with all tables. */
    ModelReport sameAsSingular(DemoModel model, List<GeneratedRequest> requests, Interface api)
            throws InterruptedException {
        gateway.score(api, requests.getFirst());
        singular.score(api, requests.getFirst());
        ModelReport report = new ModelReport(model, api, requests.getFirst().candidates());
        int identical = 0;
        for (GeneratedRequest request : requests) {
            Scored distributed = gateway.score(api, request);
            report.add(distributed);
            double[] alone = singular.score(api, request).scores();
            identical += ScoreComparison.bitIdentical(distributed.scores(), alone) ? 1 : 0;
        }
        report.check(
                "distributed = one process, bit for bit",
                identical + " of " + requests.size() + " requests",
                identical == requests.size());
        return report;
    }
}
