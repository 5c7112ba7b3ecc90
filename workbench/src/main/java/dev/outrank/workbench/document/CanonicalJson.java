package dev.outrank.workbench.document;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.storage.TargetFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes records as JSON: properties in the order of the components, two spaces of indentation, arrays of numbers on one line. */
public final class CanonicalJson {

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build()
            .writer()
            .with(prettyPrinter());

    private CanonicalJson() {}

    /** Returns the text, with a line feed at its end: equal records give equal text. */
    public static String text(Object document) {
        return WRITER.writeValueAsString(document) + "\n";
    }

    /** Writes a record, at once or not at all, in place of what was there; refuses as {@link #writeText}. */
    public static void write(Object document, Path file) {
        writeText(text(document), file);
    }

    /**
     * Writes a text, at once or not at all.
     *
     * @throws CallerException if the place is not writable
     */
    public static void writeText(String text, Path file) {
        try (TargetFile target = TargetFile.prepare(file)) {
            target.content().write(text.getBytes(StandardCharsets.UTF_8));
            target.commit();
        } catch (IOException e) {
            throw new CallerException(
                    file + ": cannot be written: " + e.getMessage() + " (expected: a writable place)", e);
        }
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }
}
