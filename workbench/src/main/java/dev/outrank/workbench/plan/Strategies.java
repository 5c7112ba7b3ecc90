package dev.outrank.workbench.plan;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.search.AutoStrategy;
import dev.outrank.planner.search.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The strategies that the command line knows: those with a name, and {@code auto}. */
final class Strategies {

    /** Terminals have 80 columns. */
    private static final int HELP_WIDTH = 78;

    private static final String INDENT = " ".repeat(12);

    private static final Pattern WORDS = Pattern.compile(" ");

    private Strategies() {}

    /** Returns all names. */
    static List<String> names() {
        return Stream.concat(PlacementStrategies.names().stream(), Stream.of(AutoStrategy.NAME))
                .toList();
    }

    /** Returns the lines of the help. */
    static List<String> help() {
        List<String> lines = new ArrayList<>();
        PlacementStrategies.all().forEach(strategy -> lines.addAll(lines(strategy.name(), strategy.about())));
        lines.addAll(lines(AutoStrategy.NAME, AutoStrategy.ABOUT));
        return lines;
    }

    private static List<String> lines(String name, String about) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-9s ", name));
        for (String word : WORDS.splitAsStream(about).toList()) {
            if (line.length() + 1 + word.length() > HELP_WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT);
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * Returns a strategy.
     *
     * @param costs null where nothing is known of the model's requests
     * @throws PlanException when there is none of this name, or it needs what is not known
     */
    static PlacementStrategy byName(String name, ModelFacts model, @Nullable CostModel costs, SearchSettings search) {
        if (!names().contains(name)) {
            throw new PlanException("strategy: '" + name + "' (expected: one of " + names() + ")");
        }
        if (!name.equals(AutoStrategy.NAME)) {
            return PlacementStrategies.byName(name);
        }
        model.requireDemand("strategy '" + name + "'");
        return new SizedAutoStrategy(Objects.requireNonNull(costs), search);
    }

    /** Returns all strategies. */
    static List<PlacementStrategy> all(CostModel costs, SearchSettings search) {
        return Stream.concat(PlacementStrategies.all().stream(), Stream.of(new SizedAutoStrategy(costs, search)))
                .toList();
    }
}
