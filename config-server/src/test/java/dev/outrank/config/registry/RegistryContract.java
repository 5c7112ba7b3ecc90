package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.registry.VersionState;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What contracts of the registry on any database have in common. */
abstract class RegistryContract {

    static final ChangeNote NOTE = new ChangeNote("release-pipeline", "because");

    @TempDir
    Path directory;

    PackedModel clicks;

    @BeforeEach
    void writeModel() {
        clicks = PackedModel.write(directory, "clicks");
    }

    /** Returns where a new, empty database is, which stays until the tests of the class have ended. */
    abstract String newDatabase(Path directory);

    RegistryOnDatabase open() {
        return RegistryOnDatabase.open(newDatabase(directory));
    }

    static VersionState state(ModelRegistry registry, String version) {
        return registry.version("clicks", version).state();
    }

    /** Registers and loads a version as if all services had reported it. */
    void makeReady(ModelRegistry registry, String version) {
        registry.register(clicks.registration(version), NOTE);
        registry.load("clicks", version, NOTE);
        apply(registry, new Transition.Ready("clicks", version, "loaded"));
    }

    /** Makes a version the active one, however far it was. */
    void makeActive(ModelRegistry registry, String version) {
        makeReady(registry, version);
        registry.activate("clicks", version, NOTE);
    }

    static void apply(ModelRegistry registry, Transition transition) {
        assertThat(registry.apply(transition, registry.life().revision())).isPresent();
    }

    static long revision(ModelRegistry registry) {
        return registry.snapshot().snapshot().revision();
    }
}
