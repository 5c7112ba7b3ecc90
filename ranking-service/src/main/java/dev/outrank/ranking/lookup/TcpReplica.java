package dev.outrank.ranking.lookup;

import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.ranking.replica.Replica;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections to one replica, in the order of the event loops. */
final class TcpReplica implements ReplicaWay {

    private final List<ReplicaConnection> connections;

    TcpReplica(Replica replica, TcpConnector connector) {
        List<ReplicaConnection> made = new ArrayList<>();
        for (EventLoop loop : connector.spread()) {
            made.add(new ReplicaConnection(replica, loop, connector));
        }
        connections = List.copyOf(made);
        connections.forEach(ReplicaConnection::start);
    }

    @Override
    public boolean isOpen() {
        for (int i = 0; i < connections.size(); i++) {
            if (connections.get(i).open() != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isBeingMade() {
        return connections.stream().anyMatch(connection -> connection.failure() == null);
    }

    /**
     * Sends on the first of the connections with the fewest calls under way. So an idle client keeps to one event loop for all shards: what is woken is warm,
     * and woken once.
     */
    @Override
    public void send(Attempt attempt) {
        LookupConnection least = leastBusy();
        if (least != null) {
            attempt.sendOn(least);
            return;
        }
        for (ReplicaConnection connection : connections) {
            if (connection.failure() == null) {
                connection.whenMade(attempt);
                return;
            }
        }
        // All have failed, and whichever is asked says why.
        connections.getFirst().whenMade(attempt);
    }

    private @Nullable LookupConnection leastBusy() {
        LookupConnection least = null;
        for (int i = 0; i < connections.size(); i++) {
            LookupConnection open = connections.get(i).open();
            if (open != null && (least == null || open.outstanding() < least.outstanding())) {
                least = open;
            }
        }
        return least;
    }

    @Override
    public void giveUp() {
        connections.forEach(ReplicaConnection::giveUp);
    }

    @Override
    public void close() {
        connections.forEach(ReplicaConnection::close);
    }
}
