package dev.outrank.testkit.meters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A service's part of {@code docs/metrics.md}, between {@code <!-- name:begin -->} and {@code <!-- name:end -->}. */
public final class MeterSection {

    /** Writes the page instead of checking it. */
    private static final String WRITE = "outrank.docs.write";

    private static final String COMMAND =
            "mvn test -Doutrank.docs.write=true -Dtest='*MeterDocsTests' -Dsurefire.failIfNoSpecifiedTests=false";

    private final Path page;
    private final String name;

    /** Names a part of a page. */
    MeterSection(Path page, String name) {
        this.page = page;
        this.name = name;
    }

    /** Returns a part of this repository's page; tests run in their module's directory. */
    public static MeterSection of(String name) {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve("CODE-MAP.md"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new AssertionError(
                    "directory: " + Path.of("").toAbsolutePath() + " (expected: within the repository)");
        }
        return new MeterSection(directory.resolve("docs/metrics.md"), name);
    }

    /** Fails where the part is not the table of these meters, or writes it where the property {@code outrank.docs.write} says so. */
    public void requireTable(List<MeterRow> meters) {
        check(meters, Boolean.getBoolean(WRITE));
    }

    void check(List<MeterRow> meters, boolean write) {
        String text = read();
        int from = text.indexOf(marker("begin"));
        int to = text.indexOf(marker("end"));
        if (from < 0 || to < from) {
            throw new AssertionError(page + ": " + marker("begin") + " … " + marker("end") + " is missing");
        }
        String expected = text.substring(0, from) + marker("begin") + table(meters) + text.substring(to);
        if (expected.equals(text)) {
            return;
        }
        if (!write) {
            throw new AssertionError(
                    page + ", " + name + ": is not what the code has (regenerate it: " + COMMAND + ")");
        }
        try {
            Files.writeString(page, expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String marker(String end) {
        return "<!-- " + name + ":" + end + " -->";
    }

    private static String table(List<MeterRow> meters) {
        return meters.stream()
                .map(MeterRow::line)
                .collect(Collectors.joining(
                        "\n", "\n| name | kind | unit | tags | what |\n|---|---|---|---|---|\n", "\n"));
    }
}
