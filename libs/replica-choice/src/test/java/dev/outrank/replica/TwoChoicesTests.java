package dev.outrank.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TwoChoicesTests {

    private record Priced(String name, boolean isUsable, double cost) implements Candidate {}

    private static final Priced CHEAP = new Priced("cheap", true, 1);
    private static final Priced MIDDLE = new Priced("middle", true, 2);
    private static final Priced DEAR = new Priced("dear", true, 3);
    private static final Priced OUT = new Priced("out", false, 0);

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void takesTheCheaperOfTwoAndNeverTheDearestOfThree() {
        var chosen = IntStream.range(0, 3_000)
                .mapToObj(i -> TwoChoices.choose(List.of(OUT, DEAR, CHEAP, MIDDLE), random))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(chosen).containsOnlyKeys(CHEAP, MIDDLE);
        // Of three pairs two have the cheapest.
        assertThat(chosen.get(CHEAP)).isBetween(1_850L, 2_150L);
    }

    @Test
    void spreadsWhatOneDoesNotPermitOverTheOthers() {
        Priced shut = new Priced("shut", true, 0);
        List<Priced> open = IntStream.range(0, 3)
                .mapToObj(i -> new Priced("open " + i, true, 1))
                .toList();
        List<Priced> all = List.of(open.get(0), open.get(1), open.get(2), shut);

        var begun = IntStream.range(0, 3_000)
                .mapToObj(i -> TwoChoices.<Priced, Priced>begin(all, random, each -> each.equals(shut) ? null : each))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(begun).containsOnlyKeys(open);
        assertThat(begun.values()).allSatisfy(count -> assertThat(count).isBetween(850L, 1_150L));
        assertThat(TwoChoices.<Priced, Priced>begin(all, random, each -> null)).isNull();
    }

    @Test
    void takesNoneThatIsUnusable() {
        assertThat(TwoChoices.choose(List.of(OUT), random)).isNull();
        assertThat(TwoChoices.choose(List.of(OUT, DEAR), random)).isEqualTo(DEAR);
    }
}
