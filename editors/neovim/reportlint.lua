local cmd = { "reportlint", "server" }
local filetypes = { "text", "markdown" }
local root_markers = { "reportlint.toml", "pyproject.toml", ".git" }

if vim.lsp.config then
  vim.lsp.config("reportlint", { cmd = cmd, filetypes = filetypes, root_markers = root_markers })
  vim.lsp.enable("reportlint")
  return
end

-- Before Neovim 0.11 a client is started by hand, one for each folder of reports.
local clients = {}

local function root_of(folder)
  local at = folder
  while true do
    for _, marker in ipairs(root_markers) do
      if vim.loop.fs_stat(at .. "/" .. marker) then
        return at
      end
    end
    local above = vim.fn.fnamemodify(at, ":h")
    if above == at then
      return folder
    end
    at = above
  end
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = filetypes,
  callback = function(event)
    -- Help pages, previews and other texts that are no files have a type too.
    if vim.bo[event.buf].buftype ~= "" then
      return
    end
    local root = root_of(vim.fn.fnamemodify(vim.api.nvim_buf_get_name(event.buf), ":p:h"))
    clients[root] = clients[root] or vim.lsp.start_client({
      name = "reportlint",
      cmd = cmd,
      root_dir = root,
      on_exit = function()
        clients[root] = nil
      end,
    })
    if clients[root] then
      vim.lsp.buf_attach_client(event.buf, clients[root])
    end
  end,
})
