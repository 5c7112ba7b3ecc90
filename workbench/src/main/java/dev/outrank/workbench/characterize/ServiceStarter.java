package dev.outrank.workbench.characterize;

import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts the services of a study.
 *
 * @param root the project's directory
 * @param logs where services write theirs, in a directory for each group
 * @param usual properties of all services, in the form {@code --name=value}
 * @param progress told what takes long
 */
record ServiceStarter(Path root, Path logs, List<String> usual, Consumer<String> progress) {

    /**
     * Rows are in memory of the process, on both sides, as they are by default where there is enough. Of mapped ones each page is slow the first time, and a
     * plan is measured soon after it was published, while the one process has had its pages for long.
     */
    private static final List<String> COPIED =
            List.of("--outrank.ranking.memory=copied", "--outrank.embedding.memory=copied");

    ServiceStarter {
        usual = List.copyOf(usual);
    }

    void tell(String line) {
        progress.accept(line);
    }

    /** Returns services that are shared by models and plans, none of which runs yet. */
    SharedServices shared() {
        return new SharedServices((shards, first, fingerprint) -> shards == SharedServices.ALONE
                ? ServiceGroup.singular(home("alone"), first, fingerprint, properties(List.of()))
                : ServiceGroup.listening(home("on-" + shards), first, fingerprint, shards, properties(List.of())));
    }

    /** Starts one process with all tables, and properties of its own. */
    ServiceGroup singular(StudyModel model, StackModel packed, List<String> own) throws InterruptedException {
        return ServiceGroup.singular(home("own"), packed, model.bundle().fingerprint(), properties(own));
    }

    /** Starts ranking with the shards of one placement, and its properties. */
    ServiceGroup distributed(StudyModel model, StackModel packed, Placement placement) throws InterruptedException {
        return ServiceGroup.distributed(
                home("own"),
                packed,
                model.bundle().fingerprint(),
                placement.shards(),
                properties(placement.properties()));
    }

    private ServiceGroup.Home home(String name) {
        try {
            return new ServiceGroup.Home(root, Files.createDirectories(logs.resolve(name)), progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> properties(List<String> own) {
        List<String> properties = new ArrayList<>(COPIED);
        properties.addAll(usual);
        properties.addAll(own);
        return properties;
    }
}
