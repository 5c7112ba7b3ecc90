package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.stack.StackModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoReportTests {

    private static ModelReport report() {
        StackModel packed = new StackModel("tiny", "1", Path.of("bundle"), Path.of("packed"));
        return new ModelReport(
                new DemoModel(TinyModel.manifest(), packed, List.of(1L << 20, 3L << 19)), Interface.RANK, 3);
    }

    @Test
    void readsServerTimingHeaders() {
        assertThat(ServerTiming.parse(List.of("decode;dur=0.214, shard.pool;dur=1.020", "gateway;dur=2, miss")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("decode", .214, "shard.pool", 1.02, "gateway", 2.0));
    }

    @Test
    void reportsPercentilesAndMeansOfStages() {
        ModelReport report = report();
        for (int millis = 1; millis <= 100; millis++) {
            report.add(new Scored(new double[0], millis * 1_000_000L, Map.of("decode", (double) millis)));
        }
        assertThat(report.millisAt(50)).isBetween(49.9, 50.1);
        assertThat(report.millisAt(99)).isBetween(98.9, 99.1);
        assertThat(report.meanMillis("decode")).isEqualTo(50.5);
        assertThat(report.hasStage("gather")).isFalse();
    }

    @Test
    void failsAsSoonAsOneCheckDoes() {
        ModelReport report = report();
        report.check("water is wet", "touched it", true);
        assertThat(report.allHold()).isTrue();
        report.check("two and two is five", "counted", false);
        assertThat(report.allHold()).isFalse();
    }

    @Test
    void printsATableWithTheShardsBytes() {
        ModelReport report = report();
        report.add(new Scored(new double[0], 1_500_000, Map.of("dense.top", .25)));
        report.check("two and two is five", "counted", false);
        StringWriter text = new StringWriter();
        new ReportTable(new PrintWriter(text)).print(List.of(report));
        assertThat(text.toString().lines())
                .anySatisfy(line -> assertThat(line).contains("tiny", "rank", "1.50", "1.0 1.5"))
                .anySatisfy(line -> assertThat(line).startsWith("dense.top").endsWith("0.250"))
                .anySatisfy(line -> assertThat(line).startsWith("FAIL").contains("two and two is five: counted"));
    }

    @Test
    void printsACurlLineWithTheFirstCandidatesOnly() {
        String line = CurlLine.of(TinyModel.request(), 2, 8080);
        assertThat(line)
                .isEqualTo("curl -s http://127.0.0.1:8080/v1/models/tiny:rank -H 'Content-Type: application/json' -d '"
                        + "{\"context\":{\"history\":[7,8]},\"candidates\":["
                        + "{\"id\":\"a\",\"price\":[0.1,0.2],\"tags\":[1]},"
                        + "{\"id\":\"b\",\"price\":[0.3,0.4],\"tags\":[]}]}'");
    }
}
