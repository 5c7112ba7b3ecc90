package dev.outrank.gateway.replica;

import dev.outrank.replica.Candidate;
import dev.outrank.replica.ReplicaHealth;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * One replica as discovery found it, with what is known of it: how its calls go, and whether it says that it is ready. Safe for use by
 * many threads.
 */
final class Replica implements ServiceInstance, Candidate {

    /** An answer that is late once may have been lost; nothing but a replica that hangs loses two in a row. */
    private static final int SILENT_CHECKS = 2;

    /** How a replica stands with the gateway. */
    enum State {
        READY,
        UNREADY,
        /** Left alone because it stands out or fails, ready or not. */
        EJECTED;

        /** Returns what metrics call it. */
        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ServiceInstance instance;
    private final ReplicaHealth health;

    /** Not before it says so: a replica that has just been started may be found before it can serve. */
    private volatile boolean ready;

    /** Touched by the one readiness check only; its checks are serial. */
    private int silentChecks;

    Replica(ServiceInstance instance, ReplicaHealth health) {
        this.instance = instance;
        this.health = health;
    }

    /** Static instances have no id; host and port are what tells them apart. */
    static String authority(ServiceInstance instance) {
        return instance.getHost() + ":" + instance.getPort();
    }

    /** Returns how its calls go. */
    ReplicaHealth health() {
        return health;
    }

    /** Returns whether it said, when last asked, that it takes requests. */
    boolean isReady() {
        return ready;
    }

    /** Returns how it stands with the gateway. */
    State state() {
        if (!isUsable()) {
            return State.EJECTED;
        }
        return ready ? State.READY : State.UNREADY;
    }

    /** Takes in what it said to a check. */
    void checked(Readiness readiness) {
        silentChecks = readiness == Readiness.SILENT ? silentChecks + 1 : 0;
        ready = switch (readiness) {
            case READY -> true;
            case NOT_READY -> false;
            case SILENT -> ready && silentChecks < SILENT_CHECKS;
        };
    }

    @Override
    public boolean isUsable() {
        return health.isUsable();
    }

    @Override
    public double cost() {
        return health.cost();
    }

    @Override
    public @Nullable String getInstanceId() {
        return instance.getInstanceId();
    }

    @Override
    public String getServiceId() {
        return instance.getServiceId();
    }

    @Override
    public String getHost() {
        return instance.getHost();
    }

    @Override
    public int getPort() {
        return instance.getPort();
    }

    @Override
    public boolean isSecure() {
        return instance.isSecure();
    }

    @Override
    public URI getUri() {
        return instance.getUri();
    }

    @Override
    public @Nullable Map<String, String> getMetadata() {
        return instance.getMetadata();
    }

    @Override
    public @Nullable String getScheme() {
        return instance.getScheme();
    }
}
