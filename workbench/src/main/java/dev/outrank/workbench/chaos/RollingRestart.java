package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import java.time.Duration;
import java.util.List;

/** Every service is restarted, one by one: asked to end, started when it has, left alone when it is ready. */
final class RollingRestart implements Scene {

    /** Less than usual: a JVM that starts takes a processor for seconds. */
    private static final double SHARE_OF_RATE = 0.5;

    /** From ready to the next: whoever spreads requests over rankings looks anew every second. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public String fault() {
        return "every service restarted, one by one";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        try (SteadyLoad load = stage.load("normal", stage.model().strict(), SHARE_OF_RATE * stage.rate())) {
            Thread.sleep(BETWEEN);
            for (String name : stage.stack().names()) {
                load.begin(name);
                stage.terminate(name);
                stage.bringBack(name);
                Thread.sleep(BETWEEN);
            }
            List<Figures> phases = load.end();
            return new Played(phases, Promises.allExact(phases));
        }
    }
}
