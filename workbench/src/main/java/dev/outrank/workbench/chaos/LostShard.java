package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.StatusGrade;
import dev.outrank.workbench.checked.SteadyLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All replicas of one shard are killed: what is answered depends on the model's policy, and on what the request demands. */
final class LostShard implements Scene {

    private static final int UNAVAILABLE = 503;
    private static final double MILLIS = 1e3;

    @Override
    public String name() {
        return "lost-shard";
    }

    @Override
    public String fault() {
        return "all replicas of one shard gone";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        List<String> victims = stage.stack().shape().embeddings(ChaosModel.LOST_SHARD);
        ChaosModel model = stage.model();
        try (SteadyLoad load = stage.load("normal", model.lenient(), stage.rate())) {
            Thread.sleep(stage.pace().shortSettling());
            load.begin("killing");
            for (String victim : victims) {
                stage.kill(victim);
            }
            load.run("default", stage.pace().fault());
            load.begin("fail", model.strict());
            Thread.sleep(stage.pace().shortSettling());
            load.begin("demands-whole", model.lenientDemandingWhole());
            Thread.sleep(stage.pace().shortSettling());
            load.begin("returning", model.lenient());
            victims.forEach(stage.stack()::launch);
            for (String victim : victims) {
                stage.awaitBack(victim);
            }
            Thread.sleep(stage.pace().settling());
            load.begin("back", model.strict());
            Thread.sleep(stage.pace().shortSettling());
            return played(load.end());
        }
    }

    private static Played played(List<Figures> phases) {
        Figures byDefault = SteadyLoad.of(phases, "default");
        List<Promise> promises = new ArrayList<>();
        promises.add(Promise.all(
                "default: every answer flagged with its tables, the rest exact",
                byDefault.degraded(),
                byDefault.requests(),
                byDefault.oddText()));
        promises.add(named("fail", SteadyLoad.of(phases, "fail")));
        promises.add(named("allowDegraded false", SteadyLoad.of(phases, "demands-whole")));
        promises.add(inTime(List.of(SteadyLoad.of(phases, "fail"), SteadyLoad.of(phases, "demands-whole"))));
        Figures returning = SteadyLoad.of(phases, "returning");
        promises.add(Promise.all(
                "returning: every answer exact or flagged",
                returning.exact() + returning.degraded(),
                returning.requests(),
                returning.oddText()));
        Figures back = SteadyLoad.of(phases, "back");
        promises.add(Promise.all("back: every answer exact", back.exact(), back.requests(), back.oddText()));
        promises.add(Promises.noneWrong(phases));
        return new Played(phases, promises);
    }

    private static Promise named(String policy, Figures figures) {
        String shard = ChaosModel.LOST_SERVICE;
        return Promise.all(
                policy + ": every answer 503, naming " + shard,
                figures.count(StatusGrade.naming(UNAVAILABLE, shard)),
                figures.requests(),
                figures.oddText());
    }

    private static Promise inTime(List<Figures> figures) {
        double longest = figures.stream()
                .mapToDouble(Figures::longestRefusalMillis)
                .max()
                .orElse(0);
        double budget = Stage.BUDGET.toMillis();
        return new Promise(
                String.format(Locale.ROOT, "fail: within the deadline of %.0f s", budget / MILLIS),
                Promise.Kind.TIMES,
                String.format(Locale.ROOT, "longest %.1f ms", longest),
                longest > 0 && longest <= budget);
    }
}
