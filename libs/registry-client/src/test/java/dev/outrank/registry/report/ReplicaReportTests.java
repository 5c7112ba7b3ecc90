package dev.outrank.registry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** What a registry does with reports that come as JSON. */
final class ReplicaReportTests {

    /** Lenient by itself: what is refused here, the records refuse. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static ReplicaReport parse(String json) {
        return MAPPER.readValue(json.replace('\'', '"'), ReplicaReport.class);
    }

    private static String version(String fields) {
        return "{'service':'RANKING','versions':[{'model':'m','version':'1','state':'LOADING'},{" + fields + "}]}";
    }

    private static String traffic(String fields) {
        return "{'service':'RANKING','traffic':[{'model':'m','version':'1'," + fields + "}]}";
    }

    @Test
    void comesBackAsItWas() {
        ReplicaReport report = parse(
                "{'service':'EMBEDDING','shard':3,'revision':7,'memory':{'limitBytes':9,'usedBytes':4},'versions':["
                        + "{'model':'m','version':'1','state':'LOADED','fingerprint':'ab'},"
                        + "{'model':'m','version':'2','state':'FAILED','reason':'no room'}],"
                        + "'traffic':[{'model':'m','version':'1','requests':5,'errors':2,'degraded':3,"
                        + "'latencyMicros':{'4095':1},'scores':{'0':2}}]}");
        assertThat(MAPPER.readValue(MAPPER.writeValueAsBytes(report), ReplicaReport.class))
                .isEqualTo(report);
        assertThat(report.shard()).isEqualTo(3);
        assertThat(report.traffic().getFirst().latencyMicros()).containsEntry(4095, 1L);
        assertThat(report.memory()).isEqualTo(new MemoryReport(9, 4));
        assertThat(new MemoryReport(4, 9).freeBytes()).isZero();
    }

    @Test
    void isEmptyWhereNothingIsSaid() {
        assertThat(parse("{'service':'RANKING','singular':true}"))
                .isEqualTo(new ReplicaReport(ServiceRole.RANKING, null, true, 0, List.of(), null, List.of()));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("{}", "service: missing"),
                Arguments.of("{'service':'EMBEDDING'}", "shard: null of EMBEDDING"),
                Arguments.of("{'service':'RANKING','shard':1}", "shard: 1 of RANKING"),
                Arguments.of("{'service':'EMBEDDING','shard':-1}", "shard: -1 (expected: at least 0)"),
                Arguments.of("{'service':'EMBEDDING','shard':1,'singular':true}", "singular: true of EMBEDDING"),
                Arguments.of("{'service':'RANKING','revision':-1}", "revision: -1 (expected: at least 0)"),
                Arguments.of("{'service':'RANKING','versions':[null]}", "versions[0]: missing"),
                Arguments.of("{'service':'RANKING','traffic':[null]}", "traffic[0]: missing"),
                Arguments.of("{'service':'RANKING','memory':{'limitBytes':-5}}", "limitBytes: -5"),
                Arguments.of("{'service':'RANKING','memory':{'limitBytes':5,'usedBytes':-1}}", "usedBytes: -1"),
                Arguments.of(version("'version':'2','state':'LOADING'"), "model: missing"),
                Arguments.of(version("'model':'m','version':' ','state':'LOADING'"), "version: ' '"),
                Arguments.of(version("'model':'m','version':'2'"), "state: missing"),
                Arguments.of(version("'model':'m','version':'2','state':'LOADED'"), "fingerprint: missing"),
                Arguments.of(version("'model':'m','version':'2','state':'FAILED'"), "reason: missing"),
                Arguments.of(
                        version("'model':'m','version':'1','state':'LOADING'"),
                        "versions[1].version: '1' of 'm' occurs twice (expected: distinct versions)"),
                Arguments.of("{'service':'RANKING','traffic':[{'version':'1'}]}", "model: missing"),
                Arguments.of("{'service':'RANKING','traffic':[{'model':'m'}]}", "version: missing"),
                Arguments.of(traffic("'requests':-1"), "requests: -1"),
                Arguments.of(traffic("'requests':1,'errors':2"), "errors: 2 (expected: at most 1)"),
                Arguments.of(traffic("'requests':1,'errors':-2"), "errors: -2"),
                Arguments.of(traffic("'requests':2,'errors':1,'degraded':2"), "degraded: 2 (expected: at most 1)"),
                Arguments.of(traffic("'latencyMicros':{'4096':1}"), "latencyMicros: bucket 4096"),
                Arguments.of(traffic("'scores':{'-1':1}"), "scores: bucket -1"),
                Arguments.of(traffic("'scores':{'7':-3}"), "scores[7]: -3 (expected: at least 0)"),
                Arguments.of(traffic("'scores':{'7':null}"), "scores[7]: missing"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesBadReportsWithTheFieldsName(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ValueInstantiationException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .cause()
                .hasMessageStartingWith(message);
    }
}
