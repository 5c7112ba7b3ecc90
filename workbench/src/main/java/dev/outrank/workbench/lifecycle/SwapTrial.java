package dev.outrank.workbench.lifecycle;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import java.util.ArrayList;
import java.util.List;

/** Versions are swapped back and forth: each is new, comes to serve, and the one before it goes. */
final class SwapTrial implements Trial {

    /** Swaps after which heaps, code and connections are what they will be, at most. */
    private static final int MOST_WARM_UPS = 20;

    private static final int SHARE_WARM_UPS = 5;

    @Override
    public String name() {
        return "swaps";
    }

    @Override
    public String what() {
        return "versions swapped back and forth, each a new one";
    }

    @Override
    public Played play(Ground ground) throws InterruptedException {
        // An even number, so that the same contents serve before and after.
        int swaps = ground.settings().swaps() / 2 * 2;
        try (SteadyLoad load = ground.load("warm-up")) {
            swap(ground, Math.clamp((long) swaps / SHARE_WARM_UPS / 2 * 2, 2, MOST_WARM_UPS));
            load.begin("before");
            Footprint before = Footprint.of(ground.stack());
            load.begin("swaps");
            int done = swap(ground, swaps);
            load.begin("after");
            Footprint after = Footprint.of(ground.stack());
            List<Figures> phases = load.end();
            List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
            promises.add(VersionPromises.noneMixed(phases));
            promises.add(Promise.all("each new version is the only one after its swap", done, swaps, ""));
            promises.addAll(after.since(before));
            return new Played(phases, promises);
        }
    }

    private static int swap(Ground ground, int swaps) throws InterruptedException {
        for (int i = 0; i < swaps; i++) {
            ground.swaps()
                    .swapAndRetire(
                            i % 2 == 0 ? ground.library().b() : ground.library().a());
        }
        return swaps;
    }
}
