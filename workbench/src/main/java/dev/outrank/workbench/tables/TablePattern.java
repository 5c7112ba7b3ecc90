package dev.outrank.workbench.tables;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names some tables of a model.
 *
 * @param glob a table's name, in which {@code *} stands for any characters and {@code ?} for one
 */
public record TablePattern(String glob) {

    /** Names every table. */
    public static final TablePattern ALL = new TablePattern("*");

    public TablePattern {
        if (glob.isEmpty()) {
            throw new CallerException("table pattern: '' (expected: a name, in which * and ? stand for others)");
        }
    }

    /**
     * Returns the tables of a model that this names.
     *
     * @throws CallerException if there is none
     */
    public List<TableSpec> tables(Manifest manifest) {
        return tables(manifest.name(), manifest.tables());
    }

    /** Returns those of a model's tables that this names; refuses as {@link #tables(Manifest)}. */
    List<TableSpec> tables(String model, List<TableSpec> all) {
        Pattern pattern = pattern();
        List<TableSpec> named = all.stream()
                .filter(table -> pattern.matcher(table.name()).matches())
                .toList();
        if (named.isEmpty()) {
            throw new CallerException("table pattern: '" + glob + "' (expected: a table of model '" + model
                    + "', which has " + shown(all) + ")");
        }
        return named;
    }

    private Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char character = glob.charAt(i);
            regex.append(
                    switch (character) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(character));
                    });
        }
        return Pattern.compile(regex.toString());
    }

    private static String shown(List<TableSpec> tables) {
        int most = 10;
        String names = String.join(
                ", ", tables.stream().limit(most).map(TableSpec::name).toList());
        return tables.size() > most ? names + " and " + (tables.size() - most) + " more" : names;
    }
}
