package dev.outrank.workbench.characterize;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Distributed over singular, over the rounds.
 *
 * @param p50 of median latencies
 * @param p90 of 90th percentiles
 * @param p99 of 99th percentiles
 * @param cpu of CPU times
 */
public record Ratios(Spread p50, Spread p90, Spread p99, Spread cpu) {

    static Ratios of(List<Round> rounds) {
        return new Ratios(
                spread(rounds, turn -> turn.result().latency().p50()),
                spread(rounds, turn -> turn.result().latency().p90()),
                spread(rounds, turn -> turn.result().latency().p99()),
                spread(rounds, Turn::totalCpuMicros));
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Turn> figure) {
        return Spread.of(rounds.stream()
                .map(round -> figure.applyAsDouble(round.distributed()) / figure.applyAsDouble(round.singular()))
                .toList());
    }
}
