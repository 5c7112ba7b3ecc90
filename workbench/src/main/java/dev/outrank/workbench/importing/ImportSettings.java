package dev.outrank.workbench.importing;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to import.
 *
 * @param description the description, JSON or YAML
 * @param nets the directory of the ONNX files
 * @param tables safetensors files with distinct names; taken in the order of their names
 */
public record ImportSettings(Path description, Path nets, List<Path> tables) {

    public ImportSettings {
        tables = tables.stream()
                .sorted((a, b) -> fileName(a).compareTo(fileName(b)))
                .toList();
        Set<String> names = new HashSet<>();
        for (Path table : tables) {
            if (!names.add(fileName(table))) {
                throw new CallerException(
                        "tables: two files are named '" + fileName(table) + "' (expected: distinct names)");
            }
        }
    }

    static String fileName(Path file) {
        Path name = file.getFileName();
        if (name == null) {
            throw new CallerException("tables: '" + file + "' (expected: a safetensors file)");
        }
        return name.toString();
    }
}
