package dev.outrank.workbench.release;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.registry.Change;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.text.TextTable;
import java.net.http.HttpClient;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code outrank history}. */
@Command(
        name = "history",
        description = {
            "Prints what was done to models, by whom, when and why, the newest first.",
            "The author 'registry' is the registry itself: what became ready, failed, was promoted or rolled back."
        },
        footer = {
            "",
            "Example: outrank history clicks --limit 20",
            "Example: outrank history --json | jq 'select(.action == \"ROLL_BACK\")'"
        })
public final class HistoryCommand implements Callable<Integer> {

    /** What the registry gives at a time, at most. */
    private static final int PAGE = 1000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Parameters(index = "0", arity = "0..1", paramLabel = "<model>", description = "A model's name (default: all).")
    private @Nullable String model;

    @Option(
            names = "--limit",
            defaultValue = "50",
            paramLabel = "<count>",
            description = "How many, at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print JSON, an object a line.")
    private boolean json;

    @Mixin
    private RegistryOptions registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new CallerException("--limit: " + limit + " (expected: at least 1)");
        }
        List<Change> changes;
        try (HttpClient http = RegistryOptions.http()) {
            changes = changes(registry.api(http));
        }
        Lines lines = new Lines(spec);
        if (json) {
            changes.forEach(change -> lines.add(JsonMapper.shared().writeValueAsString(change)));
        } else {
            table(changes).lines("").forEach(lines::add);
        }
        return 0;
    }

    private List<Change> changes(RegistryApi api) throws InterruptedException {
        List<Change> found = new ArrayList<>();
        @Nullable Long before = null;
        List<Change> page;
        do {
            page = api.changes(before, model == null ? Math.min(limit, PAGE) : PAGE);
            page.stream()
                    .filter(change -> model == null || change.model().equals(model))
                    .limit(limit - found.size())
                    .forEach(found::add);
            before = page.isEmpty() ? before : Long.valueOf(page.getLast().revision());
        } while (!page.isEmpty() && before != null && before > 1 && found.size() < limit);
        return found;
    }

    private static TextTable table(List<Change> changes) {
        TextTable table = new TextTable("revision", "at", "who", "what", "model", "version", "why");
        for (Change change : changes) {
            table.add(
                    change.revision(),
                    TIME.format(change.at().atZone(ZoneId.systemDefault())),
                    change.author(),
                    change.action(),
                    change.model(),
                    change.version(),
                    change.reason());
        }
        return table;
    }
}
