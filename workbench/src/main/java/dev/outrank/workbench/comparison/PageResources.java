package dev.outrank.workbench.comparison;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The parts of the page that are the same for all comparisons: its own and those of Chart.js, which comes as a WebJar. */
public final class PageResources {

    private static final String WEBJAR = "META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private PageResources() {}

    /** Returns Chart.js without the comment that would make browsers look for its source map. */
    public static String chartLibrary() {
        try {
            Properties webjar = new Properties();
            webjar.load(new StringReader(text(WEBJAR)));
            return text("META-INF/resources/webjars/chart.js/" + webjar.getProperty("version")
                            + "/dist/chart.umd.min.js")
                    .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
                    .strip();
        } catch (IOException e) {
            throw missing(WEBJAR, e);
        }
    }

    /** Returns a resource in UTF-8. */
    public static String text(String name) {
        try (InputStream in = PageResources.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new InternalException(name + ": missing (expected: a complete build of the workbench)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw missing(name, e);
        }
    }

    private static InternalException missing(String name, IOException cause) {
        return new InternalException(name + ": not readable (expected: a complete build of the workbench)", cause);
    }
}
