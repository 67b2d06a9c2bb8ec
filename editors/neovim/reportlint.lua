vim.lsp.config("reportlint", {
  cmd = { "reportlint", "server" },
  filetypes = { "text", "markdown" },
  root_markers = { "reportlint.toml", "pyproject.toml", ".git" },
})
vim.lsp.enable("reportlint")
