package dev.outrank.workbench.tables;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some tables and the type in which they are to be stored.
 *
 * @param tables which
 * @param dtype the type
 */
public record TypeChoice(TablePattern tables, ElementType dtype) {

    /**
     * Returns the choice that an option states: {@code TYPE} for every table, or {@code PATTERN=TYPE}.
     *
     * @throws CallerException if it is neither
     */
    public static TypeChoice parse(String option) {
        int equals = option.lastIndexOf('=');
        TablePattern tables = equals < 0 ? TablePattern.ALL : new TablePattern(option.substring(0, equals));
        return new TypeChoice(tables, type(option.substring(equals + 1), option));
    }

    private static ElementType type(String name, String option) {
        return Arrays.stream(ElementType.values())
                .filter(dtype -> dtype.jsonName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new CallerException("dtype: '" + option + "' (expected: TYPE or PATTERN=TYPE, TYPE one of "
                                + Arrays.stream(ElementType.values())
                                        .map(ElementType::jsonName)
                                        .toList() + ")"));
    }

    /**
     * Returns the types of those tables that are to be stored otherwise than the bundle stores them. Of two choices for a table the later
     * one counts.
     *
     * @throws CallerException if a choice names no table, or its type cannot be made of what the bundle stores
     */
    public static Map<String, ElementType> resolve(List<TypeChoice> choices, Manifest manifest) {
        return resolve(choices, manifest.name(), manifest.tables());
    }

    /** Returns the same for a model that is not a bundle yet. */
    public static Map<String, ElementType> resolve(List<TypeChoice> choices, String model, List<TableSpec> tables) {
        Map<String, ElementType> chosen = new TreeMap<>();
        for (TypeChoice choice : choices) {
            for (TableSpec table : choice.tables().tables(model, tables)) {
                chosen.put(table.name(), choice.dtype());
            }
        }
        for (TableSpec table : tables) {
            ElementType dtype = chosen.get(table.name());
            if (dtype != null) {
                table.dtype().requireConvertible("dtype of table '" + table.name() + "'", dtype);
                chosen.remove(table.name(), table.dtype());
            }
        }
        return chosen;
    }
}
