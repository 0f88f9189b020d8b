package org.fieldproof.views.shell;

import org.fieldproof.api.Workspace;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.bridge.CommandSender;
import org.fieldproof.views.bridge.GatewayPulse;
import org.fieldproof.views.control.Toasts;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.FilePrompt;
import org.fieldproof.views.perspective.Looks;

/// What the shell is built from.
///
/// @param commands of the console: what was asked before the shell was built anew is answered after
/// @param toasts of whichever shell is there when something is to be said
public record ShellParts(
        String consoleId,
        Workspace workspace,
        GatewayClock clock,
        GatewayPulse pulse,
        CommandSender commands,
        Toasts toasts,
        Texts texts,
        Figures figures,
        Looks looks,
        FilePrompt files,
        DraftSession draft,
        KeyMap keys,
        Windows windows) {}
