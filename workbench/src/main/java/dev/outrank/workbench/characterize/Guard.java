package dev.outrank.workbench.characterize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds a study against an earlier one: what distribution costs now over what it cost then, row by row.
 *
 * @param bounds the most that ratios may have grown
 */
record Guard(List<Bound> bounds) {

    Guard {
        bounds = List.copyOf(bounds);
    }

    /**
     * What was found.
     *
     * @param lines for people, one for each row that both studies have
     * @param holds whether no bound is passed, and there was something to compare
     */
    record Finding(List<String> lines, boolean holds) {

        Finding {
            lines = List.copyOf(lines);
        }
    }

    Finding compare(StudyReport now, StudyReport then) {
        Map<String, StudyRow> before =
                then.rows().stream().collect(Collectors.toMap(StudyRow::key, Function.identity()));
        List<String> lines = new ArrayList<>();
        boolean holds = true;
        int compared = 0;
        for (StudyRow row : now.rows()) {
            StudyRow old = before.get(row.key());
            if (old == null) {
                lines.add(row.key() + ": not measured then");
                continue;
            }
            compared++;
            List<String> passed = passed(row, old);
            holds &= passed.isEmpty();
            lines.add(line(row, old) + (passed.isEmpty() ? "" : "  PASSED " + String.join(", ", passed)));
        }
        if (compared == 0) {
            lines.add("nothing to compare (expected: a row that both studies have)");
        }
        return new Finding(lines, holds && compared > 0);
    }

    private List<String> passed(StudyRow row, StudyRow old) {
        return bounds.stream()
                .filter(bound -> growth(bound.figure(), row, old) > bound.most())
                .map(bound -> String.format(
                        Locale.ROOT,
                        "%s %.3f (expected: at most %.3f)",
                        bound.figure(),
                        growth(bound.figure(), row, old),
                        bound.most()))
                .toList();
    }

    private static double growth(Bound.Figure figure, StudyRow row, StudyRow old) {
        return figure.of(row) / figure.of(old);
    }

    private static String line(StudyRow row, StudyRow old) {
        StringBuilder line = new StringBuilder(row.key() + ": now / then");
        for (Bound.Figure figure : Bound.Figure.values()) {
            line.append(String.format(Locale.ROOT, "  %s %.3f", figure, growth(figure, row, old)));
        }
        return line.toString();
    }
}
