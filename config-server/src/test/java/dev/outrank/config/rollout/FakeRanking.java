package dev.outrank.config.rollout;

import dev.outrank.config.rollout.SimulatedVersion.Behaviour;
import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A ranking that holds all tables itself, has two versions of the model loaded, and divides its requests as the registry says. */
final class FakeRanking {

    private static final int REQUESTS_AT_ONCE = 20;
    private static final double ALL = 100;

    private final String instance;
    private final String fingerprint;
    private final RandomGenerator random;
    private final SimulatedVersion stable;
    private final SimulatedVersion canary;

    FakeRanking(String instance, String fingerprint, Behaviour canary) {
        this.instance = instance;
        this.fingerprint = fingerprint;
        this.random = new SplittableRandom(instance.hashCode());
        this.stable = new SimulatedVersion(Behaviour.GOOD, random);
        this.canary = new SimulatedVersion(canary, random);
    }

    /** Answers some requests and says so. */
    void serve(RunningServer server) {
        ModelEntry model = server.registry().model("clicks");
        Canary tried = model.canary();
        double percent = tried != null ? tried.percent() : "v2".equals(model.activeVersion()) ? ALL : 0;
        for (int request = 0; request < REQUESTS_AT_ONCE; request++) {
            (random.nextDouble() * ALL < percent ? canary : stable).request();
        }
        report(server);
    }

    void report(RunningServer server) {
        server.report(
                instance,
                new ReplicaReport(
                        ServiceRole.RANKING,
                        null,
                        true,
                        server.registry().snapshot().snapshot().revision(),
                        List.of(loaded("v1"), loaded("v2")),
                        null,
                        List.of(stable.report("v1"), canary.report("v2"))));
    }

    private VersionReport loaded(String version) {
        return new VersionReport("clicks", version, LoadState.LOADED, fingerprint, null);
    }
}
