package dev.outrank.ranking.lookup;

import dev.outrank.ranking.replica.Replica;
import reactor.netty.resources.LoopResources;

/** Frames on connections that are kept, and made before they are needed. */
public final class TcpTransport implements LookupTransport {

    private final TcpConnector connector;

    /** Makes a transport whose connections live on these event loops. */
    public TcpTransport(TcpClientSettings settings, LoopResources loops) {
        this.connector = new TcpConnector(settings, loops);
    }

    @Override
    public ReplicaWay open(String service, Replica replica) {
        return new TcpReplica(replica, connector);
    }
}
