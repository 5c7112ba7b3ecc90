package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class ReplicaFailureTests {

    @Test
    void isUnreachedOnlyWhenNoConnectionCameAbout() {
        assertThat(ReplicaFailure.of(new ConnectException())).isEqualTo(ReplicaFailure.UNREACHED);
        assertThat(ReplicaFailure.of(new ConnectTimeoutException())).isEqualTo(ReplicaFailure.UNREACHED);
        assertThat(ReplicaFailure.of(new NoRouteToHostException())).isEqualTo(ReplicaFailure.UNREACHED);
        assertThat(ReplicaFailure.of(new UnknownHostException())).isEqualTo(ReplicaFailure.UNREACHED);
    }

    @Test
    void isBrokenWhenAConnectionEndedInUse() {
        assertThat(ReplicaFailure.of(new SocketException("Connection reset"))).isEqualTo(ReplicaFailure.BROKEN);
        assertThat(ReplicaFailure.of(new IOException("Broken pipe"))).isEqualTo(ReplicaFailure.BROKEN);
    }

    @Test
    void isSaturatedWhenThePoolHadNoConnectionInTime() {
        assertThat(ReplicaFailure.of(new TimeoutException())).isEqualTo(ReplicaFailure.SATURATED);
    }

    @Test
    void isNobodysDoingOtherwise() {
        assertThat(ReplicaFailure.of(new IllegalStateException())).isEqualTo(ReplicaFailure.OTHER);
    }
}
