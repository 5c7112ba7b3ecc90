package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.stack.StackModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Bundles that must not come to serve: by the publish command, and past it where the registry and the services have to see it. */
final class WrongBundles implements Trial {

    private static final Duration NORMAL = Duration.ofSeconds(1);
    private static final int SHOWN = 220;

    @Override
    public String name() {
        return "wrong-bundles";
    }

    @Override
    public String what() {
        return "bundles that are damaged, of another plan, too large, or off on their golden requests";
    }

    @Override
    public Played play(Ground ground) throws InterruptedException {
        String active = ground.swaps().swapAndRetire(ground.library().a());
        try (SteadyLoad load = ground.load("normal")) {
            Thread.sleep(NORMAL);
            load.begin("wrong bundles");
            List<Promise> promises = new ArrayList<>(attempts(ground));
            promises.add(VersionPromises.that(
                    "what was active still is",
                    active.equals(ground.swaps().model().activeVersion()),
                    String.valueOf(ground.swaps().model().activeVersion())));
            load.run("afterwards", NORMAL);
            List<Figures> phases = load.end();
            promises.addAll(Promises.allExact(phases));
            return new Played(phases, promises);
        }
    }

    private static List<Promise> attempts(Ground ground) throws InterruptedException {
        StackModel b = ground.library().b().files();
        Path directory = ground.settings().directory().resolve("wrong");
        Path damaged = WrongFiles.damagedRows(b.shards(), directory.resolve("damaged"));
        Path golden = WrongFiles.goldenOff(
                b.bundle(), directory.resolve("golden"), ground.settings().seed());
        Path otherPlan = ground.library().a().files().shards();
        return List.of(
                published(ground, "damaged rows", "CRC32C.*", b.bundle(), damaged),
                registered(ground, "damaged rows, past the command", "shard 1.*CRC32C.*", b.bundle(), damaged),
                published(ground, "another bundle's plan", "planned for another bundle", b.bundle(), otherPlan),
                registered(
                        ground,
                        "another bundle's plan, past the command",
                        "planned for another bundle",
                        b.bundle(),
                        otherPlan),
                registered(ground, "too large", "needs \\d+ bytes.*expected", tooLarge(ground)),
                published(ground, "golden requests off", "golden.*candidate.*expected", golden, b.shards()));
    }

    private static StackModel tooLarge(Ground ground) {
        return ground.library()
                .tooLarge(
                        ground.settings().directory().resolve("wrong"),
                        ground.stack().shape());
    }

    private static Promise published(Ground ground, String what, String says, Path bundle, Path packed)
            throws InterruptedException {
        String version = ground.book().next(ground.library().b());
        PublishRun run = PublishRun.of(ground.stack().configServer(), bundle, packed, version);
        return refused(ground, what, says, version, run.exitCode() == 1 ? run.message() : "");
    }

    private static Promise registered(Ground ground, String what, String says, StackModel files)
            throws InterruptedException {
        return registered(ground, what, says, files.bundle(), files.shards());
    }

    private static Promise registered(Ground ground, String what, String says, Path bundle, Path packed)
            throws InterruptedException {
        Contents contents = new Contents("wrong", new StackModel(Library.MODEL, "wrong", bundle, packed));
        String version = ground.book().next(contents);
        String message = "";
        try {
            ground.swaps().ready(contents, version, MemoryMode.BESIDE);
        } catch (OutrankException e) {
            message = String.valueOf(e.getMessage());
        }
        return refused(ground, what, says, version, message);
    }

    private static Promise refused(Ground ground, String what, String says, String version, String message)
            throws InterruptedException {
        String state = ground.swaps()
                .model()
                .version(version)
                .map(VersionEntry::state)
                .map(VersionState::name)
                .orElse("not registered");
        boolean kept = !state.equals("READY")
                && !state.equals("SERVING")
                && !state.equals("LOADING")
                && Pattern.compile(says, Pattern.DOTALL).matcher(message).find();
        String shown = message.isEmpty() ? "was taken" : message.substring(0, Math.min(SHOWN, message.length()));
        return VersionPromises.that(what + ": never ready, and says why", kept, state + ": " + shown);
    }
}
