package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelLife;
import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.registry.Transition;
import dev.outrank.config.registry.VersionLife;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows from what is reported.
 *
 * @param retain how many superseded versions of a model are kept
 */
record Rules(int retain) {

    /**
     * Returns all that follows, at most one transition of a version.
     *
     * @param settled whether reports have had the time to come: until then who reports may be a few of many, and silence says nothing
     */
    List<Transition> decide(RegistryLife registry, Fleet fleet, boolean settled) {
        if (!settled) {
            return List.of();
        }
        return registry.models().stream()
                .flatMap(model -> Stream.concat(ofEach(model, fleet), surplus(model, fleet)))
                .toList();
    }

    private static Stream<Transition> ofEach(ModelLife model, Fleet fleet) {
        return model.versions().stream().flatMap(version -> decide(model, version, fleet).stream());
    }

    private static Optional<Transition> decide(ModelLife model, VersionLife version, Fleet fleet) {
        return switch (version.entry().state()) {
            case LOADING -> LoadingRule.of(model, version, fleet).decide().or(() -> turn(model, version, fleet));
            case SERVING -> turn(model, version, fleet);
            case RETIRING -> retired(model, version, fleet);
            case REGISTERED, READY, RETIRED, FAILED -> Optional.empty();
        };
    }

    private static Optional<Transition> turn(ModelLife model, VersionLife version, Fleet fleet) {
        List<String> holders = version.entry().holders();
        return holders == null ? Optional.empty() : new TurnRule(model, version, holders, fleet).decide();
    }

    private static Optional<Transition> retired(ModelLife model, VersionLife version, Fleet fleet) {
        return fleet.allRankingsApplied(version.stateRevision()) && !fleet.anyRankingHas(model.name(), version.name())
                ? Optional.of(new Transition.Retired(model.name(), version.name(), "no ranking has it any more"))
                : Optional.empty();
    }

    /** What served before, beyond those that are kept; none is kept beside a version that is exchanged, once no ranking begins new requests with it. */
    private Stream<Transition> surplus(ModelLife model, Fleet fleet) {
        boolean exchanged = model.active()
                .filter(active -> active.entry().holders() != null)
                .isPresent();
        return model.versions().stream()
                .filter(version -> version.isRetained() && !model.isCanary(version))
                .sorted(Comparator.comparingLong(Rules::since).reversed())
                .skip(exchanged ? 0 : retain)
                .filter(version -> !exchanged || fleet.allRankingsApplied(since(version)))
                .map(version -> new Transition.Retiring(
                        model.name(),
                        version.name(),
                        exchanged
                                ? "replaced by " + model.entry().activeVersion() + ", beside which it has no room"
                                : "superseded, and " + retain + " newer are kept"));
    }

    private static long since(VersionLife version) {
        return Objects.requireNonNull(version.supersededRevision());
    }
}
