package org.fieldproof.views.bridge;

import java.time.Instant;
import org.fieldproof.api.snapshot.GatewaySnapshot;

/// What a view is shown: the latest picture, what came before it, and the time.
public record Frame(GatewaySnapshot snapshot, History history, Instant now) {}
