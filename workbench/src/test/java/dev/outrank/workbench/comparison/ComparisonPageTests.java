package dev.outrank.workbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class ComparisonPageTests {

    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>(.*?)</script>", Pattern.DOTALL);

    private final String page = ComparisonPage.html(ComparisonReports.small());

    private static String withoutScripts(String page) {
        return SCRIPT.matcher(page).replaceAll("");
    }

    @Test
    void isWellFormed() throws Exception {
        String xml = withoutScripts(page)
                .replace("<!DOCTYPE html>", "")
                .replaceAll("<meta ([^>]*)>", "<meta $1/>")
                .replaceAll("(?s)<style>.*?</style>", "");
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(document.getElementsByTagName("canvas").getLength()).isEqualTo(6);
        assertThat(document.getElementsByTagName("tr").getLength()).isEqualTo(5);
        assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("tiny: placements compared");
        assertThat(document.getElementsByTagName("dd").item(0).getTextContent())
                .isEqualTo("tiny, bundle models/<tiny> & \"co\": 3 tables, 5.000 MB");
    }

    @Test
    void loadsNothing() {
        assertThat(withoutScripts(page))
                .doesNotContainPattern("(?i)\\b(src|href|action|data)\\s*=|@import|url\\(|<link");
        assertThat(page).doesNotContain("sourceMappingURL", "importScripts", "<script src");
        assertThat(PageResources.text("comparison/page.js")).doesNotContain("http", "fetch", "import");
    }

    /** A strategy without a plan for a number of shards has no bar there, and a queue that never settles has none of latency. */
    @Test
    void leavesBarsThatAreMissingOutOfTooltips() {
        assertThat(PageResources.text("comparison/page.js"))
                .containsPattern("tooltip: \\{\\s+filter: item => item\\.parsed\\.y !== null,")
                .contains("title: items => items.length === 0 ? \"\" : items[0].label");
    }

    @Test
    void holdsTheLibraryWithItsLicence() {
        assertThat(page).contains("* Chart.js v", "Released under the MIT License");
    }

    @Test
    void keepsTextsFromEndingTheScriptThatHoldsThem() {
        Matcher scripts = SCRIPT.matcher(page);
        assertThat(scripts.find()).isTrue();
        assertThat(scripts.group(1)).contains("\\u003c/script>\\u003cb>").doesNotContain("<");
        assertThat(scripts.results()).hasSize(2);
    }

    @Test
    void isTheSameForEqualComparisons() {
        assertThat(ComparisonPage.html(ComparisonReports.small())).isEqualTo(page);
    }
}
