package dev.outrank.workbench.demo;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.stack.StackSettings;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The acts of the demo, in order: {@link #prepare}, {@link #measure}, {@link #curlLine}. Not thread-safe. */
final class DemoRun {

    private static final List<String> WORKLOADS = List.of("drm1", "mlperf-dlrm-v2");

    /** A page of results; the workloads have 100 to 700. */
    private static final int SAMPLE_CANDIDATES = 100;

    private static final int SAMPLE_REQUESTS = 20;
    private static final int CURL_CANDIDATES = 3;

    private final StackSettings settings;
    private final double scale;
    private final Consumer<String> progress;
    private final Path clicksBundle;
    private final List<DemoModel> generated = new ArrayList<>();
    private @Nullable DemoModel clicks;

    DemoRun(StackSettings settings, double scale, Consumer<String> progress) {
        this.settings = settings;
        this.scale = scale;
        this.progress = progress;
        this.clicksBundle = settings.root().resolve("examples").resolve("clicks");
    }

    /** Returns what bundles and packed shards of the generated models take on disk. */
    long bytesToWrite() {
        return WORKLOADS.stream()
                .mapToLong(workload -> 2 * WorkloadCatalog.find(workload).bytes(scale))
                .sum();
    }

    /** Makes, plans and packs the models that are not kept from an earlier demo. */
    List<StackModel> prepare() {
        DemoModels models = new DemoModels(settings.home(), settings.shards(), progress);
        clicks = models.take(clicksBundle);
        for (String workload : WORKLOADS) {
            generated.add(models.generate(WorkloadCatalog.find(workload), scale));
        }
        List<StackModel> packed = new ArrayList<>(List.of(clicks().packed()));
        generated.forEach(model -> packed.add(model.packed()));
        return packed;
    }

    private DemoModel clicks() {
        if (clicks == null) {
            throw new InternalException("clicks: absent (expected: prepared)");
        }
        return clicks;
    }

    /** Sends all requests and checks all scores. */
    List<ModelReport> measure() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            ModelClient gateway = new ModelClient(http, settings.ports().gateway());
            ModelClient singular = new ModelClient(http, settings.ports().singularRanking());
            progress.accept("Sending requests …");
            DemoChecks checks = new DemoChecks(gateway, singular);
            List<ModelReport> reports = new ArrayList<>();
            List<GoldenLine> golden = golden();
            for (Interface api : Interface.values()) {
                reports.add(checks.golden(clicks(), golden, api));
            }
            for (DemoModel model : generated) {
                Workload workload = WorkloadCatalog.find(model.name());
                RequestGenerator generator = RequestGenerator.of(model.manifest(), workload, DemoModels.SEED);
                List<GeneratedRequest> requests = LongStream.range(0, SAMPLE_REQUESTS)
                        .mapToObj(number -> generator.request(number, SAMPLE_CANDIDATES, EmptyBags.AS_DRAWN))
                        .toList();
                reports.add(checks.sameAsSingular(model, requests, Interface.INFER));
            }
            return reports;
        }
    }

    private List<GoldenLine> golden() {
        return GoldenRequests.read(clicks().manifest(), clicksBundle.resolve("golden.ndjson"));
    }

    /** Returns a line for a shell that asks the trained model for a few scores. */
    String curlLine() {
        return CurlLine.of(
                golden().getFirst().request(), CURL_CANDIDATES, settings.ports().gateway());
    }
}
