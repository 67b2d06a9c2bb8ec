" Goes through the steps in Vim with ALE and writes what was seen to a JSON file, because the test judges and
" Vim only reports.
let s:seen = {}

function! s:Here(finding) abort
    return a:finding.bufnr == bufnr('')
endfunction

" What is found: bytes are cut, so that an end in the middle of a character leaves half of it to be seen.
function! s:Note(step) abort
    let l:findings = []
    for l:one in filter(copy(ale#engine#GetLoclist(bufnr(''))), {_, one -> s:Here(one)})
        let l:line = getline(l:one.lnum)
        call add(l:findings, {
        \   'line': l:one.lnum - 1,
        \   'text': strpart(l:line, l:one.col - 1, get(l:one, 'end_col', l:one.col) - l:one.col + 1),
        \   'code': get(l:one, 'code', ''),
        \   'source': l:one.linter_name,
        \   'type': l:one.type,
        \   'message': l:one.text,
        \})
    endfor
    let s:seen[a:step] = {'text': join(getline(1, '$'), "\n") . "\n", 'findings': l:findings}
endfunction

function! s:Check() abort
    let b:ended = 0
    ALELint
    let l:turns = 0
    while !b:ended && l:turns < 600
        sleep 50m
        let l:turns += 1
    endwhile
endfunction

function! s:Session() abort
    autocmd User ALELintPost let b:ended = 1
    call s:Check()
    call s:Note('opened')
    let s:seen.linters_run = len(filter(copy(get(b:, 'ale_history', [])), {_, one -> type(one.command) is v:t_list}))
    let l:elsewhere = filter(copy(ale#engine#GetLoclist(bufnr(''))), {_, one -> !s:Here(one)})
    let s:seen.elsewhere = map(l:elsewhere, {_, one -> fnamemodify(one.filename, ':t') . ':' . one.code})
    if !s:seen.linters_run
        return
    endif
    let l:line = filter(copy(ale#engine#GetLoclist(bufnr(''))), {_, one -> get(one, 'code', '') is# $REPORTLINT_TEST_CODE})[0].lnum
    call setline(l:line, substitute(getline(l:line), '截止', '截至', '') . $REPORTLINT_TEST_ADDED)
    call s:Check()
    call s:Note('edited')
endfunction

function! s:Run() abort
    try
        call s:Session()
    catch
        let s:seen.problem = v:exception . ' ' . v:throwpoint
    endtry
    call writefile([json_encode(s:seen)], $REPORTLINT_TEST_OUT)
    qall!
endfunction

" A plugin may take its last steps here, and was there first.
autocmd VimEnter * ++nested call s:Run()
