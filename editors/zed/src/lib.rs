//! Starts `reportlint server` for Markdown and plain text.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json, Command, LanguageServerId, Result, Worktree};

struct Reportlint;

impl zed::Extension for Reportlint {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree
            .which("reportlint")
            .ok_or("没有找到 reportlint：请先安装 (reportlint is not on the PATH: install it)")?;
        // Zed's settings may come from the very folder in question: they must not let its code run.
        Ok(Command {
            command,
            args: vec!["server".into(), "--no-local-plugins".into()],
            env: worktree.shell_env(),
        })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.initialization_options)
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.settings;
        Ok(Some(serde_json::json!({ "reportlint": settings })))
    }
}

zed::register_extension!(Reportlint);
